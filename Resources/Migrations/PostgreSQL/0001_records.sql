-- The records of the company. Names, keys and constraints: model.md; every quantity, amount and
-- ratio is an integer (README, "Values"). The twin of SQLite's script of the same number: 16-byte ids
-- are uuid here, whole numbers bigint.

-- A setting of the company: typed by its name in the catalogue of settings, kept as text.
CREATE TABLE setting (
  name text NOT NULL,
  value text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (name)
);

-- The company itself: one row, what its documents print.
CREATE TABLE company (
  id bigint NOT NULL,
  name text NOT NULL,
  legal_form text NOT NULL DEFAULT '',
  capital text NOT NULL DEFAULT '',
  siren text NOT NULL DEFAULT '',
  siret text NOT NULL DEFAULT '',
  rcs text NOT NULL DEFAULT '',
  vat_number text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  town text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT 'FR',
  phone text NOT NULL DEFAULT '',
  email text NOT NULL DEFAULT '',
  currency text NOT NULL,
  time_zone text NOT NULL DEFAULT 'Europe/Paris',
  demo bigint NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (id = 1)
);

-- A sales team.
CREATE TABLE team (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A place that holds stock.
CREATE TABLE warehouse (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  sequence bigint NOT NULL DEFAULT 0,
  address text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  town text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A user of the program. Every act has one as its actor.
CREATE TABLE salesperson (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  email text NOT NULL DEFAULT '',
  login text,
  team_id uuid REFERENCES team,
  warehouse_id uuid REFERENCES warehouse,
  active bigint NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A role that a user has; roles say which acts are allowed.
CREATE TABLE salesperson_role (
  salesperson_id uuid NOT NULL REFERENCES salesperson,
  role text NOT NULL CHECK (role IN ('salesperson', 'manager', 'orderDesk', 'administrator')),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (salesperson_id, role)
);

-- Next number of a kind of document; gaps are allowed, a number is never drawn twice.
CREATE TABLE number_series (
  code text NOT NULL,
  prefix text NOT NULL DEFAULT '',
  digits bigint NOT NULL DEFAULT 4,
  next bigint NOT NULL DEFAULT 1,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
);

-- The key under which another system knows a record; makes imports idempotent.
CREATE TABLE external_reference (
  kind text NOT NULL,
  source text NOT NULL,
  key text NOT NULL,
  entity_id uuid NOT NULL,
  line bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, source, key)
);

-- When a customer pays. Rule of the due day: rules.md 2.11.
CREATE TABLE payment_term (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  days bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('net', 'daysThenEndOfMonth', 'endOfMonthThenDays')),
  day_of_month bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A list of prices that customers refer to.
CREATE TABLE price_list (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  currency text NOT NULL,
  valid_from bigint,
  valid_to bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A company or person we sell to.
CREATE TABLE customer (
  id uuid NOT NULL,
  search_key bigint NOT NULL UNIQUE,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  customer_class text NOT NULL DEFAULT '',
  price_group text NOT NULL DEFAULT '',
  price_list_id uuid REFERENCES price_list,
  discount bigint NOT NULL DEFAULT 0,
  vat_position text NOT NULL DEFAULT 'domestic'
    CHECK (vat_position IN ('domestic', 'intraCommunity', 'export', 'exempt')),
  currency text NOT NULL,
  language text NOT NULL DEFAULT 'fr',
  payment_term_id uuid REFERENCES payment_term,
  credit_limit bigint,
  blocked bigint NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
  blocked_reason text NOT NULL DEFAULT '',
  parent_id uuid REFERENCES customer,
  salesperson_id uuid REFERENCES salesperson,
  siren text NOT NULL DEFAULT '',
  siret text NOT NULL DEFAULT '',
  vat_number text NOT NULL DEFAULT '',
  address text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  town text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT 'FR',
  phone text NOT NULL DEFAULT '',
  email text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  since_day bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (length(code) > 0)
);

-- What a customer owes, or is owed: one term of the credit exposure (rules.md 2.9).
CREATE TABLE open_item (
  id uuid NOT NULL,
  customer_id uuid NOT NULL REFERENCES customer,
  kind text NOT NULL
    CHECK (kind IN ('invoice', 'unpostedInvoice', 'creditNote', 'deposit', 'billOfExchange')),
  number text NOT NULL,
  issue_day bigint,
  due_day bigint NOT NULL,
  balance bigint NOT NULL,
  disputed bigint NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A unit of measure.
CREATE TABLE unit_of_measure (
  code text NOT NULL,
  name text NOT NULL,
  decimals bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
);

-- A VAT rate from a day on.
CREATE TABLE vat_rate (
  code text NOT NULL,
  valid_from bigint NOT NULL,
  rate bigint NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (code, valid_from)
);

-- A family of products, in a tree; floors are read upwards.
CREATE TABLE family (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  parent_id uuid REFERENCES family,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- Least margin rate on price of a family, for a class of customers.
CREATE TABLE family_floor (
  family_id uuid NOT NULL REFERENCES family,
  customer_class text NOT NULL,
  floor bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (family_id, customer_class)
);

-- Something we sell.
CREATE TABLE product (
  id uuid NOT NULL,
  search_key bigint NOT NULL UNIQUE,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  family_id uuid REFERENCES family,
  base_unit text NOT NULL REFERENCES unit_of_measure,
  sales_unit text NOT NULL REFERENCES unit_of_measure,
  vat_code text NOT NULL DEFAULT 'normal',
  status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'discontinued', 'blocked')),
  successor_id uuid REFERENCES product,
  price_unit bigint NOT NULL DEFAULT 1,
  price_decimals bigint NOT NULL DEFAULT 2,
  list_price bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (price_unit IN (1, 100, 1000)),
  CHECK (price_decimals BETWEEN 0 AND 4)
);

-- A packaging: how many base units one of it holds.
CREATE TABLE product_unit (
  product_id uuid NOT NULL REFERENCES product,
  unit text NOT NULL REFERENCES unit_of_measure,
  factor bigint NOT NULL,
  barcode text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, unit),
  CHECK (factor > 0)
);

-- Cost of a product by method and warehouse scope; unknown is no row.
CREATE TABLE product_cost (
  product_id uuid NOT NULL REFERENCES product,
  method text NOT NULL CHECK (method IN ('weightedAverage', 'lastPurchase', 'standard', 'fifo')),
  scope uuid NOT NULL,
  unit_cost bigint NOT NULL,
  stock_value bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, method, scope)
);

-- A company we buy from.
CREATE TABLE supplier (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  address text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  town text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT 'FR',
  phone text NOT NULL DEFAULT '',
  email text NOT NULL DEFAULT '',
  currency text NOT NULL,
  lead_time_days bigint NOT NULL DEFAULT 7,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A person at a customer or a supplier.
CREATE TABLE contact (
  id uuid NOT NULL,
  customer_id uuid REFERENCES customer,
  supplier_id uuid REFERENCES supplier,
  name text NOT NULL,
  job text NOT NULL DEFAULT '',
  phone text NOT NULL DEFAULT '',
  email text NOT NULL DEFAULT '',
  roles text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A delivery address of a customer.
CREATE TABLE site (
  id uuid NOT NULL,
  customer_id uuid NOT NULL REFERENCES customer,
  code text NOT NULL,
  name text NOT NULL,
  address text NOT NULL DEFAULT '',
  postal_code text NOT NULL DEFAULT '',
  town text NOT NULL DEFAULT '',
  country text NOT NULL DEFAULT 'FR',
  contact_id uuid REFERENCES contact,
  warehouse_id uuid REFERENCES warehouse,
  main bigint NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE (customer_id, code)
);

-- Another code or name of a product.
CREATE TABLE product_alias (
  id uuid NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  kind text NOT NULL CHECK (kind IN ('customerCode', 'supplierCode', 'barcode', 'name')),
  customer_id uuid REFERENCES customer,
  supplier_id uuid REFERENCES supplier,
  value text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A price or discount for products, parties, quantities and days (rules.md 2.4).
CREATE TABLE price_rule (
  id uuid NOT NULL,
  level text NOT NULL CHECK (level IN ('contract', 'customerGroup', 'promotion', 'list')),
  price_list_id uuid REFERENCES price_list,
  product_id uuid REFERENCES product,
  family_id uuid REFERENCES family,
  customer_id uuid REFERENCES customer,
  site_id uuid REFERENCES site,
  price_group text NOT NULL DEFAULT '',
  minimum_quantity bigint NOT NULL DEFAULT 0,
  valid_from bigint,
  valid_to bigint,
  currency text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('net', 'discount', 'formula')),
  net_price bigint,
  discount bigint,
  formula text NOT NULL DEFAULT '',
  firm bigint NOT NULL DEFAULT 0 CHECK (firm IN (0, 1)),
  name text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- What a supplier asks for a product.
CREATE TABLE supplier_price (
  id uuid NOT NULL,
  supplier_id uuid NOT NULL REFERENCES supplier,
  product_id uuid NOT NULL REFERENCES product,
  sequence bigint NOT NULL DEFAULT 1,
  supplier_code text NOT NULL DEFAULT '',
  minimum_quantity bigint NOT NULL DEFAULT 0,
  price bigint,
  currency text NOT NULL,
  multiple bigint NOT NULL DEFAULT 0,
  lead_time_days bigint,
  valid_from bigint,
  valid_to bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A shortage that purchasing must cover.
CREATE TABLE purchase_request (
  id uuid NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  supplier_id uuid REFERENCES supplier,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  quantity bigint NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'ordered', 'cancelled')),
  created_day bigint NOT NULL,
  needed_day bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- An order to a supplier.
CREATE TABLE purchase_order (
  id uuid NOT NULL,
  number text NOT NULL UNIQUE,
  supplier_id uuid NOT NULL REFERENCES supplier,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'ordered', 'partlyReceived', 'received', 'closed')),
  order_day bigint,
  expected_day bigint,
  currency text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A line of a purchase order.
CREATE TABLE purchase_line (
  purchase_order_id uuid NOT NULL REFERENCES purchase_order,
  line bigint NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  quantity bigint NOT NULL,
  received bigint NOT NULL DEFAULT 0,
  unit_price bigint,
  price_unit bigint NOT NULL DEFAULT 1,
  expected_day bigint,
  state text NOT NULL DEFAULT 'ordered'
    CHECK (state IN ('ordered', 'partlyReceived', 'received', 'closed')),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (purchase_order_id, line),
  CHECK (quantity > 0 AND received >= 0)
);

-- The request a purchase line answers, and for how much.
CREATE TABLE purchase_line_request (
  purchase_order_id uuid NOT NULL REFERENCES purchase_order,
  line bigint NOT NULL,
  request_id uuid NOT NULL REFERENCES purchase_request,
  quantity bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (purchase_order_id, line, request_id)
);

-- Goods received from a supplier.
CREATE TABLE receipt (
  id uuid NOT NULL,
  number text NOT NULL UNIQUE,
  purchase_order_id uuid NOT NULL REFERENCES purchase_order,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  day bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A line of a receipt.
CREATE TABLE receipt_line (
  receipt_id uuid NOT NULL REFERENCES receipt,
  line bigint NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  quantity bigint NOT NULL,
  unit_cost bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (receipt_id, line)
);

-- What a warehouse holds of a product: the sum of its moves and of its held reservations, kept.
CREATE TABLE stock_level (
  product_id uuid NOT NULL REFERENCES product,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  on_hand bigint NOT NULL DEFAULT 0,
  reserved bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (product_id, warehouse_id),
  CHECK (reserved >= 0),
  CHECK (reserved <= on_hand)
);

-- Goods that went from one place to another.
CREATE TABLE stock_move (
  id uuid NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  from_place text NOT NULL
    CHECK (from_place IN ('supplier', 'customer', 'warehouse', 'transit', 'loss', 'opening')),
  from_warehouse_id uuid REFERENCES warehouse,
  to_place text NOT NULL
    CHECK (to_place IN ('supplier', 'customer', 'warehouse', 'transit', 'loss', 'opening')),
  to_warehouse_id uuid REFERENCES warehouse,
  quantity bigint NOT NULL,
  unit_cost bigint,
  day bigint NOT NULL,
  cause_id uuid,
  cause_line bigint,
  undoes_id uuid REFERENCES stock_move,
  PRIMARY KEY (id),
  CHECK (quantity > 0)
);

-- A sales process: data, edited by a manager.
CREATE TABLE pipeline (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  sequence bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A step of a pipeline.
CREATE TABLE stage (
  id uuid NOT NULL,
  pipeline_id uuid NOT NULL REFERENCES pipeline,
  code text NOT NULL,
  name text NOT NULL,
  sequence bigint NOT NULL,
  probability bigint NOT NULL,
  outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost')),
  age_limit_days bigint,
  required_fields text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE (pipeline_id, code)
);

-- An act run when an opportunity enters a stage.
CREATE TABLE stage_trigger (
  stage_id uuid NOT NULL REFERENCES stage,
  sequence bigint NOT NULL,
  act text NOT NULL,
  parameters text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (stage_id, sequence)
);

-- A reason for losing, in the order of the list.
CREATE TABLE lost_reason (
  code text NOT NULL,
  name text NOT NULL,
  sequence bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
);

-- A sale in the making.
CREATE TABLE opportunity (
  id uuid NOT NULL,
  search_key bigint NOT NULL UNIQUE,
  number text NOT NULL UNIQUE,
  title text NOT NULL,
  customer_id uuid REFERENCES customer,
  contact_id uuid REFERENCES contact,
  salesperson_id uuid REFERENCES salesperson,
  pipeline_id uuid NOT NULL REFERENCES pipeline,
  stage_id uuid NOT NULL REFERENCES stage,
  stage_day bigint,
  outcome text NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost')),
  amount bigint,
  amount_source text NOT NULL DEFAULT 'typed' CHECK (amount_source IN ('typed', 'quote')),
  probability bigint NOT NULL,
  probability_source text NOT NULL DEFAULT 'stage' CHECK (probability_source IN ('stage', 'typed')),
  expected_close_day bigint,
  opened_day bigint,
  closed_day bigint,
  lost_reason text NOT NULL DEFAULT '',
  competitor text NOT NULL DEFAULT '',
  source text NOT NULL DEFAULT '',
  reference_quote_id uuid,
  next_action_day bigint,
  next_action text NOT NULL DEFAULT '',
  created_day bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (amount >= 0),
  CHECK (probability BETWEEN 0 AND 10000)
);

-- A stay of an opportunity in a stage; conversion and durations are computed from these.
CREATE TABLE opportunity_stay (
  opportunity_id uuid NOT NULL REFERENCES opportunity,
  sequence bigint NOT NULL,
  stage_id uuid NOT NULL REFERENCES stage,
  entered_day bigint,
  left_day bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (opportunity_id, sequence)
);

-- Each change of the expected close.
CREATE TABLE opportunity_postponement (
  opportunity_id uuid NOT NULL REFERENCES opportunity,
  sequence bigint NOT NULL,
  from_day bigint,
  to_day bigint,
  day bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (opportunity_id, sequence)
);

-- A thing to do with a due day, on any record.
CREATE TABLE activity (
  id uuid NOT NULL,
  subject_kind text NOT NULL
    CHECK (subject_kind IN ('customer', 'opportunity', 'quote', 'order', 'purchaseOrder', 'product')),
  subject_id uuid NOT NULL,
  kind text NOT NULL DEFAULT 'task' CHECK (kind IN ('task', 'call', 'visit', 'mail', 'reminder')),
  title text NOT NULL,
  due_day bigint NOT NULL,
  due_minute bigint,
  salesperson_id uuid REFERENCES salesperson,
  done_day bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- A fact of the past: call, mail, note, visit.
CREATE TABLE interaction (
  id uuid NOT NULL,
  subject_kind text NOT NULL
    CHECK (subject_kind IN ('customer', 'opportunity', 'quote', 'order', 'purchaseOrder', 'product')),
  subject_id uuid NOT NULL,
  customer_id uuid REFERENCES customer,
  kind text NOT NULL CHECK (kind IN ('call', 'mail', 'note', 'visit')),
  text text NOT NULL,
  occurred_at bigint NOT NULL,
  salesperson_id uuid REFERENCES salesperson,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- An offer with a price: one number, versions; a sent version is frozen.
CREATE TABLE quote (
  id uuid NOT NULL,
  number text NOT NULL,
  revision bigint NOT NULL DEFAULT 1,
  opportunity_id uuid NOT NULL REFERENCES opportunity,
  customer_id uuid NOT NULL REFERENCES customer,
  contact_id uuid REFERENCES contact,
  site_id uuid REFERENCES site,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  salesperson_id uuid REFERENCES salesperson,
  customer_reference text NOT NULL DEFAULT '',
  currency text NOT NULL,
  price_day bigint NOT NULL,
  created_day bigint NOT NULL,
  sent_day bigint,
  decided_day bigint,
  validity_day bigint NOT NULL,
  delivery_day bigint,
  payment_term_id uuid REFERENCES payment_term,
  vat_position text NOT NULL DEFAULT 'domestic'
    CHECK (vat_position IN ('domestic', 'intraCommunity', 'export', 'exempt')),
  discount bigint NOT NULL DEFAULT 0,
  carriage bigint NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'sent', 'accepted', 'declined', 'superseded', 'cancelled')),
  declined_reason text NOT NULL DEFAULT '',
  note text NOT NULL DEFAULT '',
  next_line bigint NOT NULL DEFAULT 1,
  terms_revision bigint NOT NULL DEFAULT 1,
  net_amount bigint NOT NULL DEFAULT 0,
  vat_amount bigint NOT NULL DEFAULT 0,
  total_amount bigint NOT NULL DEFAULT 0,
  under_floor bigint NOT NULL DEFAULT 0 CHECK (under_floor IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE (number, revision)
);

-- Cost of a quote: apart, so that it can be walled off.
CREATE TABLE quote_cost (
  quote_id uuid NOT NULL REFERENCES quote,
  cost_amount bigint NOT NULL DEFAULT 0,
  costed_net_amount bigint NOT NULL DEFAULT 0,
  uncosted_lines bigint NOT NULL DEFAULT 0,
  uncosted_net_amount bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id)
);

-- A line of a quote.
CREATE TABLE quote_line (
  quote_id uuid NOT NULL REFERENCES quote,
  line bigint NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'comment')),
  product_id uuid REFERENCES product,
  description text NOT NULL,
  typed_quantity bigint NOT NULL DEFAULT 0,
  typed_unit text NOT NULL DEFAULT '',
  quantity bigint NOT NULL DEFAULT 0,
  price_unit bigint NOT NULL DEFAULT 1,
  unit_price bigint NOT NULL DEFAULT 0,
  list_price bigint,
  price_source text NOT NULL DEFAULT 'rule' CHECK (price_source IN ('rule', 'manual', 'unknown')),
  price_rule_id uuid REFERENCES price_rule DEFERRABLE INITIALLY DEFERRED,
  discounts text NOT NULL DEFAULT '',
  net_amount bigint NOT NULL DEFAULT 0,
  vat_code text NOT NULL DEFAULT 'normal',
  vat_rate bigint NOT NULL DEFAULT 0,
  other_warehouses bigint NOT NULL DEFAULT 1 CHECK (other_warehouses IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line)
);

-- Cost frozen on a quote line; unknown is no row.
CREATE TABLE quote_line_cost (
  quote_id uuid NOT NULL REFERENCES quote,
  line bigint NOT NULL,
  unit_cost bigint NOT NULL,
  cost_amount bigint NOT NULL,
  method text NOT NULL CHECK (method IN ('weightedAverage', 'lastPurchase', 'standard', 'fifo')),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line),
  FOREIGN KEY (quote_id, line) REFERENCES quote_line (quote_id, line)
);

-- The agreement a document under its floor needs, bound to the terms approved.
CREATE TABLE approval (
  id uuid NOT NULL,
  quote_id uuid NOT NULL REFERENCES quote,
  terms_revision bigint NOT NULL,
  state text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'granted', 'refused', 'countered')),
  reason text NOT NULL DEFAULT '',
  asked_by uuid NOT NULL REFERENCES salesperson,
  asked_at bigint NOT NULL,
  decided_by uuid REFERENCES salesperson,
  decided_at bigint,
  note text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- The exact file handed over, kept by its hash.
CREATE TABLE document_file (
  hash text NOT NULL,
  media_type text NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (hash)
);

-- A file of a record.
CREATE TABLE document_attachment (
  subject_id uuid NOT NULL,
  hash text NOT NULL REFERENCES document_file,
  subject_kind text NOT NULL
    CHECK (subject_kind IN ('customer', 'opportunity', 'quote', 'order', 'purchaseOrder', 'product')),
  name text NOT NULL,
  attached_at bigint NOT NULL,
  PRIMARY KEY (subject_id, hash)
);

-- A firm order of a customer.
CREATE TABLE sales_order (
  id uuid NOT NULL,
  number text NOT NULL UNIQUE,
  quote_id uuid REFERENCES quote,
  opportunity_id uuid REFERENCES opportunity,
  customer_id uuid NOT NULL REFERENCES customer,
  contact_id uuid REFERENCES contact,
  site_id uuid REFERENCES site,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  salesperson_id uuid REFERENCES salesperson,
  customer_reference text NOT NULL DEFAULT '',
  currency text NOT NULL,
  order_day bigint NOT NULL,
  delivery_day bigint,
  payment_term_id uuid REFERENCES payment_term,
  vat_position text NOT NULL DEFAULT 'domestic'
    CHECK (vat_position IN ('domestic', 'intraCommunity', 'export', 'exempt')),
  discount bigint NOT NULL DEFAULT 0,
  carriage bigint NOT NULL DEFAULT 0,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'delivered', 'closed', 'cancelled')),
  invoiced_elsewhere bigint NOT NULL DEFAULT 0 CHECK (invoiced_elsewhere IN (0, 1)),
  net_amount bigint NOT NULL DEFAULT 0,
  vat_amount bigint NOT NULL DEFAULT 0,
  total_amount bigint NOT NULL DEFAULT 0,
  delivered_total bigint NOT NULL DEFAULT 0,
  closed_total bigint NOT NULL DEFAULT 0,
  credit_override text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- The order line a request covers, and for how much.
CREATE TABLE purchase_request_need (
  request_id uuid NOT NULL REFERENCES purchase_request,
  order_id uuid NOT NULL REFERENCES sales_order,
  line bigint NOT NULL,
  quantity bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (request_id, order_id, line),
  CHECK (quantity > 0)
);

-- Goods held for an order line.
CREATE TABLE reservation (
  id uuid NOT NULL,
  order_id uuid NOT NULL REFERENCES sales_order,
  line bigint NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  warehouse_id uuid NOT NULL REFERENCES warehouse,
  quantity bigint NOT NULL,
  state text NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'consumed', 'released', 'expired')),
  origin text NOT NULL DEFAULT 'acceptance' CHECK (origin IN ('acceptance', 'receipt', 'manual')),
  day bigint NOT NULL,
  expires_day bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (quantity > 0)
);

-- Cost of an order: apart, so that it can be walled off.
CREATE TABLE sales_order_cost (
  order_id uuid NOT NULL REFERENCES sales_order,
  cost_amount bigint NOT NULL DEFAULT 0,
  costed_net_amount bigint NOT NULL DEFAULT 0,
  uncosted_lines bigint NOT NULL DEFAULT 0,
  uncosted_net_amount bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id)
);

-- A line of an order; each quantity is moved only by its own record.
CREATE TABLE order_line (
  order_id uuid NOT NULL REFERENCES sales_order,
  line bigint NOT NULL,
  position bigint NOT NULL,
  kind text NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'comment')),
  product_id uuid REFERENCES product,
  description text NOT NULL,
  typed_quantity bigint NOT NULL DEFAULT 0,
  typed_unit text NOT NULL DEFAULT '',
  quantity bigint NOT NULL DEFAULT 0,
  cancelled bigint NOT NULL DEFAULT 0,
  reserved bigint NOT NULL DEFAULT 0,
  delivered bigint NOT NULL DEFAULT 0,
  invoiced bigint NOT NULL DEFAULT 0,
  price_unit bigint NOT NULL DEFAULT 1,
  unit_price bigint NOT NULL DEFAULT 0,
  list_price bigint,
  price_source text NOT NULL DEFAULT 'rule' CHECK (price_source IN ('rule', 'manual', 'unknown')),
  price_rule_id uuid REFERENCES price_rule DEFERRABLE INITIALLY DEFERRED,
  discounts text NOT NULL DEFAULT '',
  net_amount bigint NOT NULL DEFAULT 0,
  vat_code text NOT NULL DEFAULT 'normal',
  vat_rate bigint NOT NULL DEFAULT 0,
  other_warehouses bigint NOT NULL DEFAULT 1 CHECK (other_warehouses IN (0, 1)),
  state text NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'partlyDelivered', 'delivered', 'closed')),
  closed_reason text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line),
  CHECK (cancelled >= 0 AND reserved >= 0 AND delivered >= 0 AND invoiced >= 0),
  CHECK (cancelled + delivered + reserved <= quantity)
);

-- Cost frozen on an order line; unknown is no row.
CREATE TABLE order_line_cost (
  order_id uuid NOT NULL REFERENCES sales_order,
  line bigint NOT NULL,
  unit_cost bigint NOT NULL,
  cost_amount bigint NOT NULL,
  method text NOT NULL CHECK (method IN ('weightedAverage', 'lastPurchase', 'standard', 'fifo')),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
);

-- The day promised for a line; the first row is never changed.
CREATE TABLE promise (
  order_id uuid NOT NULL REFERENCES sales_order,
  line bigint NOT NULL,
  sequence bigint NOT NULL,
  day bigint NOT NULL,
  cause text NOT NULL,
  PRIMARY KEY (order_id, line, sequence),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
);

-- Goods that left for a customer.
CREATE TABLE delivery (
  id uuid NOT NULL,
  number text NOT NULL UNIQUE,
  order_id uuid NOT NULL REFERENCES sales_order,
  customer_id uuid NOT NULL REFERENCES customer,
  warehouse_id uuid REFERENCES warehouse,
  day bigint NOT NULL,
  imported bigint NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
  total_amount bigint NOT NULL DEFAULT 0,
  invoiced_amount bigint NOT NULL DEFAULT 0,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (invoiced_amount <= total_amount)
);

-- A line of a delivery.
CREATE TABLE delivery_line (
  delivery_id uuid NOT NULL REFERENCES delivery,
  line bigint NOT NULL,
  warehouse_id uuid NOT NULL,
  product_id uuid NOT NULL REFERENCES product,
  quantity bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (delivery_id, line, warehouse_id)
);

-- What a customer last paid for a product, kept so that the desk finds it by key.
CREATE TABLE customer_product (
  customer_id uuid NOT NULL REFERENCES customer,
  product_id uuid NOT NULL REFERENCES product,
  order_count bigint NOT NULL DEFAULT 0,
  last_order_id uuid NOT NULL REFERENCES sales_order,
  last_day bigint NOT NULL,
  last_quantity bigint NOT NULL,
  last_price bigint NOT NULL,
  price_unit bigint NOT NULL DEFAULT 1,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (customer_id, product_id)
);

-- A rate of a currency on a day: units for one unit of the company's.
CREATE TABLE currency_rate (
  currency text NOT NULL,
  day bigint NOT NULL,
  rate bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (currency, day)
);

-- A closed day.
CREATE TABLE calendar_day (
  day bigint NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (day)
);

-- References to tables that are made further down.
ALTER TABLE opportunity ADD FOREIGN KEY (reference_quote_id) REFERENCES quote DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE purchase_request_need ADD FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line);
ALTER TABLE reservation ADD FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line);
