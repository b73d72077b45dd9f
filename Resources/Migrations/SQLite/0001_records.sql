-- The records of the company. Names, keys and constraints: model.md; every quantity, amount and
-- ratio is an integer (README, "Values"). Tables keyed by 16-byte ids or by (document, line) have no
-- rowid of their own.

-- A setting of the company: typed by its name in the catalogue of settings, kept as text.
CREATE TABLE setting (
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (name)
) STRICT, WITHOUT ROWID;

-- The company itself: one row, what its documents print.
CREATE TABLE company (
  id INTEGER NOT NULL,
  name TEXT NOT NULL,
  legal_form TEXT NOT NULL DEFAULT '',
  capital TEXT NOT NULL DEFAULT '',
  siren TEXT NOT NULL DEFAULT '',
  siret TEXT NOT NULL DEFAULT '',
  rcs TEXT NOT NULL DEFAULT '',
  vat_number TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  town TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT 'FR',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  time_zone TEXT NOT NULL DEFAULT 'Europe/Paris',
  demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (id = 1)
) STRICT, WITHOUT ROWID;

-- A sales team.
CREATE TABLE team (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A place that holds stock.
CREATE TABLE warehouse (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  address TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  town TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A user of the program. Every act has one as its actor.
CREATE TABLE salesperson (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  email TEXT NOT NULL DEFAULT '',
  login TEXT,
  team_id BLOB REFERENCES team,
  warehouse_id BLOB REFERENCES warehouse,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A role that a user has; roles say which acts are allowed.
CREATE TABLE salesperson_role (
  salesperson_id BLOB NOT NULL REFERENCES salesperson,
  role TEXT NOT NULL CHECK (role IN ('salesperson', 'manager', 'orderDesk', 'administrator')),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (salesperson_id, role)
) STRICT, WITHOUT ROWID;

-- Next number of a kind of document; gaps are allowed, a number is never drawn twice.
CREATE TABLE number_series (
  code TEXT NOT NULL,
  prefix TEXT NOT NULL DEFAULT '',
  digits INTEGER NOT NULL DEFAULT 4,
  next INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

-- The key under which another system knows a record; makes imports idempotent.
CREATE TABLE external_reference (
  kind TEXT NOT NULL,
  source TEXT NOT NULL,
  key TEXT NOT NULL,
  entity_id BLOB NOT NULL,
  line INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (kind, source, key)
) STRICT, WITHOUT ROWID;

-- When a customer pays. Rule of the due day: rules.md 2.11.
CREATE TABLE payment_term (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  days INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('net', 'daysThenEndOfMonth', 'endOfMonthThenDays')),
  day_of_month INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A list of prices that customers refer to.
CREATE TABLE price_list (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A company or person we sell to.
CREATE TABLE customer (
  id BLOB NOT NULL CHECK (length(id) = 16),
  search_key INTEGER NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  customer_class TEXT NOT NULL DEFAULT '',
  price_group TEXT NOT NULL DEFAULT '',
  price_list_id BLOB REFERENCES price_list,
  discount INTEGER NOT NULL DEFAULT 0,
  vat_position TEXT NOT NULL DEFAULT 'domestic'
    CHECK (vat_position IN ('domestic', 'intraCommunity', 'export', 'exempt')),
  currency TEXT NOT NULL,
  language TEXT NOT NULL DEFAULT 'fr',
  payment_term_id BLOB REFERENCES payment_term,
  credit_limit INTEGER,
  blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
  blocked_reason TEXT NOT NULL DEFAULT '',
  parent_id BLOB REFERENCES customer,
  salesperson_id BLOB REFERENCES salesperson,
  siren TEXT NOT NULL DEFAULT '',
  siret TEXT NOT NULL DEFAULT '',
  vat_number TEXT NOT NULL DEFAULT '',
  address TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  town TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT 'FR',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  since_day INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (length(code) > 0)
) STRICT, WITHOUT ROWID;

-- What a customer owes, or is owed: one term of the credit exposure (rules.md 2.9).
CREATE TABLE open_item (
  id BLOB NOT NULL CHECK (length(id) = 16),
  customer_id BLOB NOT NULL REFERENCES customer,
  kind TEXT NOT NULL
    CHECK (kind IN ('invoice', 'unpostedInvoice', 'creditNote', 'deposit', 'billOfExchange')),
  number TEXT NOT NULL,
  issue_day INTEGER,
  due_day INTEGER NOT NULL,
  balance INTEGER NOT NULL,
  disputed INTEGER NOT NULL DEFAULT 0 CHECK (disputed IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A unit of measure.
CREATE TABLE unit_of_measure (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  decimals INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

-- A VAT rate from a day on.
CREATE TABLE vat_rate (
  code TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (code, valid_from)
) STRICT, WITHOUT ROWID;

-- A family of products, in a tree; floors are read upwards.
CREATE TABLE family (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  parent_id BLOB REFERENCES family,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- Least margin rate on price of a family, for a class of customers.
CREATE TABLE family_floor (
  family_id BLOB NOT NULL REFERENCES family,
  customer_class TEXT NOT NULL,
  floor INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (family_id, customer_class)
) STRICT, WITHOUT ROWID;

-- Something we sell.
CREATE TABLE product (
  id BLOB NOT NULL CHECK (length(id) = 16),
  search_key INTEGER NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  family_id BLOB REFERENCES family,
  base_unit TEXT NOT NULL REFERENCES unit_of_measure,
  sales_unit TEXT NOT NULL REFERENCES unit_of_measure,
  vat_code TEXT NOT NULL DEFAULT 'normal',
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'discontinued', 'blocked')),
  successor_id BLOB REFERENCES product,
  price_unit INTEGER NOT NULL DEFAULT 1,
  price_decimals INTEGER NOT NULL DEFAULT 2,
  list_price INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (price_unit IN (1, 100, 1000)),
  CHECK (price_decimals BETWEEN 0 AND 4)
) STRICT, WITHOUT ROWID;

-- A packaging: how many base units one of it holds.
CREATE TABLE product_unit (
  product_id BLOB NOT NULL REFERENCES product,
  unit TEXT NOT NULL REFERENCES unit_of_measure,
  factor INTEGER NOT NULL,
  barcode TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, unit),
  CHECK (factor > 0)
) STRICT, WITHOUT ROWID;

-- Cost of a product by method and warehouse scope; unknown is no row.
CREATE TABLE product_cost (
  product_id BLOB NOT NULL REFERENCES product,
  method TEXT NOT NULL CHECK (method IN ('weightedAverage', 'lastPurchase', 'standard', 'fifo')),
  scope BLOB NOT NULL,
  unit_cost INTEGER NOT NULL,
  stock_value INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, method, scope)
) STRICT, WITHOUT ROWID;

-- A company we buy from.
CREATE TABLE supplier (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  town TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT 'FR',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  lead_time_days INTEGER NOT NULL DEFAULT 7,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A person at a customer or a supplier.
CREATE TABLE contact (
  id BLOB NOT NULL CHECK (length(id) = 16),
  customer_id BLOB REFERENCES customer,
  supplier_id BLOB REFERENCES supplier,
  name TEXT NOT NULL,
  job TEXT NOT NULL DEFAULT '',
  phone TEXT NOT NULL DEFAULT '',
  email TEXT NOT NULL DEFAULT '',
  roles TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A delivery address of a customer.
CREATE TABLE site (
  id BLOB NOT NULL CHECK (length(id) = 16),
  customer_id BLOB NOT NULL REFERENCES customer,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  postal_code TEXT NOT NULL DEFAULT '',
  town TEXT NOT NULL DEFAULT '',
  country TEXT NOT NULL DEFAULT 'FR',
  contact_id BLOB REFERENCES contact,
  warehouse_id BLOB REFERENCES warehouse,
  main INTEGER NOT NULL DEFAULT 0 CHECK (main IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE (customer_id, code)
) STRICT, WITHOUT ROWID;

-- Another code or name of a product.
CREATE TABLE product_alias (
  id BLOB NOT NULL CHECK (length(id) = 16),
  product_id BLOB NOT NULL REFERENCES product,
  kind TEXT NOT NULL CHECK (kind IN ('customerCode', 'supplierCode', 'barcode', 'name')),
  customer_id BLOB REFERENCES customer,
  supplier_id BLOB REFERENCES supplier,
  value TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A price or discount for products, parties, quantities and days (rules.md 2.4).
CREATE TABLE price_rule (
  id BLOB NOT NULL CHECK (length(id) = 16),
  level TEXT NOT NULL CHECK (level IN ('contract', 'customerGroup', 'promotion', 'list')),
  price_list_id BLOB REFERENCES price_list,
  product_id BLOB REFERENCES product,
  family_id BLOB REFERENCES family,
  customer_id BLOB REFERENCES customer,
  site_id BLOB REFERENCES site,
  price_group TEXT NOT NULL DEFAULT '',
  minimum_quantity INTEGER NOT NULL DEFAULT 0,
  valid_from INTEGER,
  valid_to INTEGER,
  currency TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('net', 'discount', 'formula')),
  net_price INTEGER,
  discount INTEGER,
  formula TEXT NOT NULL DEFAULT '',
  firm INTEGER NOT NULL DEFAULT 0 CHECK (firm IN (0, 1)),
  name TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- What a supplier asks for a product.
CREATE TABLE supplier_price (
  id BLOB NOT NULL CHECK (length(id) = 16),
  supplier_id BLOB NOT NULL REFERENCES supplier,
  product_id BLOB NOT NULL REFERENCES product,
  sequence INTEGER NOT NULL DEFAULT 1,
  supplier_code TEXT NOT NULL DEFAULT '',
  minimum_quantity INTEGER NOT NULL DEFAULT 0,
  price INTEGER,
  currency TEXT NOT NULL,
  multiple INTEGER NOT NULL DEFAULT 0,
  lead_time_days INTEGER,
  valid_from INTEGER,
  valid_to INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A shortage that purchasing must cover.
CREATE TABLE purchase_request (
  id BLOB NOT NULL CHECK (length(id) = 16),
  product_id BLOB NOT NULL REFERENCES product,
  supplier_id BLOB REFERENCES supplier,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  quantity INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'ordered', 'cancelled')),
  created_day INTEGER NOT NULL,
  needed_day INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- An order to a supplier.
CREATE TABLE purchase_order (
  id BLOB NOT NULL CHECK (length(id) = 16),
  number TEXT NOT NULL UNIQUE,
  supplier_id BLOB NOT NULL REFERENCES supplier,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'ordered', 'partlyReceived', 'received', 'closed')),
  order_day INTEGER,
  expected_day INTEGER,
  currency TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A line of a purchase order.
CREATE TABLE purchase_line (
  purchase_order_id BLOB NOT NULL REFERENCES purchase_order,
  line INTEGER NOT NULL,
  product_id BLOB NOT NULL REFERENCES product,
  quantity INTEGER NOT NULL,
  received INTEGER NOT NULL DEFAULT 0,
  unit_price INTEGER,
  price_unit INTEGER NOT NULL DEFAULT 1,
  expected_day INTEGER,
  state TEXT NOT NULL DEFAULT 'ordered'
    CHECK (state IN ('ordered', 'partlyReceived', 'received', 'closed')),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (purchase_order_id, line),
  CHECK (quantity > 0 AND received >= 0)
) STRICT, WITHOUT ROWID;

-- The request a purchase line answers, and for how much.
CREATE TABLE purchase_line_request (
  purchase_order_id BLOB NOT NULL REFERENCES purchase_order,
  line INTEGER NOT NULL,
  request_id BLOB NOT NULL REFERENCES purchase_request,
  quantity INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (purchase_order_id, line, request_id)
) STRICT, WITHOUT ROWID;

-- Goods received from a supplier.
CREATE TABLE receipt (
  id BLOB NOT NULL CHECK (length(id) = 16),
  number TEXT NOT NULL UNIQUE,
  purchase_order_id BLOB NOT NULL REFERENCES purchase_order,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  day INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A line of a receipt.
CREATE TABLE receipt_line (
  receipt_id BLOB NOT NULL REFERENCES receipt,
  line INTEGER NOT NULL,
  product_id BLOB NOT NULL REFERENCES product,
  quantity INTEGER NOT NULL,
  unit_cost INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (receipt_id, line)
) STRICT, WITHOUT ROWID;

-- What a warehouse holds of a product: the sum of its moves and of its held reservations, kept.
CREATE TABLE stock_level (
  product_id BLOB NOT NULL REFERENCES product,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  on_hand INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (product_id, warehouse_id),
  CHECK (reserved >= 0),
  CHECK (reserved <= on_hand)
) STRICT, WITHOUT ROWID;

-- Goods that went from one place to another.
CREATE TABLE stock_move (
  id BLOB NOT NULL CHECK (length(id) = 16),
  product_id BLOB NOT NULL REFERENCES product,
  from_place TEXT NOT NULL
    CHECK (from_place IN ('supplier', 'customer', 'warehouse', 'transit', 'loss', 'opening')),
  from_warehouse_id BLOB REFERENCES warehouse,
  to_place TEXT NOT NULL
    CHECK (to_place IN ('supplier', 'customer', 'warehouse', 'transit', 'loss', 'opening')),
  to_warehouse_id BLOB REFERENCES warehouse,
  quantity INTEGER NOT NULL,
  unit_cost INTEGER,
  day INTEGER NOT NULL,
  cause_id BLOB,
  cause_line INTEGER,
  undoes_id BLOB REFERENCES stock_move,
  PRIMARY KEY (id),
  CHECK (quantity > 0)
) STRICT, WITHOUT ROWID;

-- A sales process: data, edited by a manager.
CREATE TABLE pipeline (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A step of a pipeline.
CREATE TABLE stage (
  id BLOB NOT NULL CHECK (length(id) = 16),
  pipeline_id BLOB NOT NULL REFERENCES pipeline,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  probability INTEGER NOT NULL,
  outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost')),
  age_limit_days INTEGER,
  required_fields TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE (pipeline_id, code)
) STRICT, WITHOUT ROWID;

-- An act run when an opportunity enters a stage.
CREATE TABLE stage_trigger (
  stage_id BLOB NOT NULL REFERENCES stage,
  sequence INTEGER NOT NULL,
  act TEXT NOT NULL,
  parameters TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (stage_id, sequence)
) STRICT, WITHOUT ROWID;

-- A reason for losing, in the order of the list.
CREATE TABLE lost_reason (
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  sequence INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (code)
) STRICT, WITHOUT ROWID;

-- A sale in the making.
CREATE TABLE opportunity (
  id BLOB NOT NULL CHECK (length(id) = 16),
  search_key INTEGER NOT NULL UNIQUE,
  number TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  customer_id BLOB REFERENCES customer,
  contact_id BLOB REFERENCES contact,
  salesperson_id BLOB REFERENCES salesperson,
  pipeline_id BLOB NOT NULL REFERENCES pipeline,
  stage_id BLOB NOT NULL REFERENCES stage,
  stage_day INTEGER,
  outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome IN ('open', 'won', 'lost')),
  amount INTEGER,
  amount_source TEXT NOT NULL DEFAULT 'typed' CHECK (amount_source IN ('typed', 'quote')),
  probability INTEGER NOT NULL,
  probability_source TEXT NOT NULL DEFAULT 'stage' CHECK (probability_source IN ('stage', 'typed')),
  expected_close_day INTEGER,
  opened_day INTEGER,
  closed_day INTEGER,
  lost_reason TEXT NOT NULL DEFAULT '',
  competitor TEXT NOT NULL DEFAULT '',
  source TEXT NOT NULL DEFAULT '',
  reference_quote_id BLOB REFERENCES quote DEFERRABLE INITIALLY DEFERRED,
  next_action_day INTEGER,
  next_action TEXT NOT NULL DEFAULT '',
  created_day INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (amount >= 0),
  CHECK (probability BETWEEN 0 AND 10000)
) STRICT, WITHOUT ROWID;

-- A stay of an opportunity in a stage; conversion and durations are computed from these.
CREATE TABLE opportunity_stay (
  opportunity_id BLOB NOT NULL REFERENCES opportunity,
  sequence INTEGER NOT NULL,
  stage_id BLOB NOT NULL REFERENCES stage,
  entered_day INTEGER,
  left_day INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (opportunity_id, sequence)
) STRICT, WITHOUT ROWID;

-- Each change of the expected close.
CREATE TABLE opportunity_postponement (
  opportunity_id BLOB NOT NULL REFERENCES opportunity,
  sequence INTEGER NOT NULL,
  from_day INTEGER,
  to_day INTEGER,
  day INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (opportunity_id, sequence)
) STRICT, WITHOUT ROWID;

-- A thing to do with a due day, on any record.
CREATE TABLE activity (
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_kind TEXT NOT NULL
    CHECK (subject_kind IN ('customer', 'opportunity', 'quote', 'order', 'purchaseOrder', 'product')),
  subject_id BLOB NOT NULL,
  kind TEXT NOT NULL DEFAULT 'task' CHECK (kind IN ('task', 'call', 'visit', 'mail', 'reminder')),
  title TEXT NOT NULL,
  due_day INTEGER NOT NULL,
  due_minute INTEGER,
  salesperson_id BLOB REFERENCES salesperson,
  done_day INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- A fact of the past: call, mail, note, visit.
CREATE TABLE interaction (
  id BLOB NOT NULL CHECK (length(id) = 16),
  subject_kind TEXT NOT NULL
    CHECK (subject_kind IN ('customer', 'opportunity', 'quote', 'order', 'purchaseOrder', 'product')),
  subject_id BLOB NOT NULL,
  customer_id BLOB REFERENCES customer,
  kind TEXT NOT NULL CHECK (kind IN ('call', 'mail', 'note', 'visit')),
  text TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  salesperson_id BLOB REFERENCES salesperson,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- An offer with a price: one number, versions; a sent version is frozen.
CREATE TABLE quote (
  id BLOB NOT NULL CHECK (length(id) = 16),
  number TEXT NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  opportunity_id BLOB NOT NULL REFERENCES opportunity,
  customer_id BLOB NOT NULL REFERENCES customer,
  contact_id BLOB REFERENCES contact,
  site_id BLOB REFERENCES site,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  salesperson_id BLOB REFERENCES salesperson,
  customer_reference TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  price_day INTEGER NOT NULL,
  created_day INTEGER NOT NULL,
  sent_day INTEGER,
  decided_day INTEGER,
  validity_day INTEGER NOT NULL,
  delivery_day INTEGER,
  payment_term_id BLOB REFERENCES payment_term,
  vat_position TEXT NOT NULL DEFAULT 'domestic'
    CHECK (vat_position IN ('domestic', 'intraCommunity', 'export', 'exempt')),
  discount INTEGER NOT NULL DEFAULT 0,
  carriage INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'draft'
    CHECK (state IN ('draft', 'sent', 'accepted', 'declined', 'superseded', 'cancelled')),
  declined_reason TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  next_line INTEGER NOT NULL DEFAULT 1,
  terms_revision INTEGER NOT NULL DEFAULT 1,
  net_amount INTEGER NOT NULL DEFAULT 0,
  vat_amount INTEGER NOT NULL DEFAULT 0,
  total_amount INTEGER NOT NULL DEFAULT 0,
  under_floor INTEGER NOT NULL DEFAULT 0 CHECK (under_floor IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  UNIQUE (number, revision)
) STRICT, WITHOUT ROWID;

-- Cost of a quote: apart, so that it can be walled off.
CREATE TABLE quote_cost (
  quote_id BLOB NOT NULL CHECK (length(quote_id) = 16) REFERENCES quote,
  cost_amount INTEGER NOT NULL DEFAULT 0,
  costed_net_amount INTEGER NOT NULL DEFAULT 0,
  uncosted_lines INTEGER NOT NULL DEFAULT 0,
  uncosted_net_amount INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id)
) STRICT, WITHOUT ROWID;

-- A line of a quote.
CREATE TABLE quote_line (
  quote_id BLOB NOT NULL REFERENCES quote,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'comment')),
  product_id BLOB REFERENCES product,
  description TEXT NOT NULL,
  typed_quantity INTEGER NOT NULL DEFAULT 0,
  typed_unit TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL DEFAULT 0,
  price_unit INTEGER NOT NULL DEFAULT 1,
  unit_price INTEGER NOT NULL DEFAULT 0,
  list_price INTEGER,
  price_source TEXT NOT NULL DEFAULT 'rule' CHECK (price_source IN ('rule', 'manual', 'unknown')),
  price_rule_id BLOB REFERENCES price_rule DEFERRABLE INITIALLY DEFERRED,
  discounts TEXT NOT NULL DEFAULT '',
  net_amount INTEGER NOT NULL DEFAULT 0,
  vat_code TEXT NOT NULL DEFAULT 'normal',
  vat_rate INTEGER NOT NULL DEFAULT 0,
  other_warehouses INTEGER NOT NULL DEFAULT 1 CHECK (other_warehouses IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line)
) STRICT, WITHOUT ROWID;

-- Cost frozen on a quote line; unknown is no row.
CREATE TABLE quote_line_cost (
  quote_id BLOB NOT NULL REFERENCES quote,
  line INTEGER NOT NULL,
  unit_cost INTEGER NOT NULL,
  cost_amount INTEGER NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('weightedAverage', 'lastPurchase', 'standard', 'fifo')),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line),
  FOREIGN KEY (quote_id, line) REFERENCES quote_line (quote_id, line)
) STRICT, WITHOUT ROWID;

-- The agreement a document under its floor needs, bound to the terms approved.
CREATE TABLE approval (
  id BLOB NOT NULL CHECK (length(id) = 16),
  quote_id BLOB NOT NULL REFERENCES quote,
  terms_revision INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'granted', 'refused', 'countered')),
  reason TEXT NOT NULL DEFAULT '',
  asked_by BLOB NOT NULL REFERENCES salesperson,
  asked_at INTEGER NOT NULL,
  decided_by BLOB REFERENCES salesperson,
  decided_at INTEGER,
  note TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- The exact file handed over, kept by its hash.
CREATE TABLE document_file (
  hash TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (hash)
) STRICT, WITHOUT ROWID;

-- A file of a record.
CREATE TABLE document_attachment (
  subject_id BLOB NOT NULL,
  hash TEXT NOT NULL REFERENCES document_file,
  subject_kind TEXT NOT NULL
    CHECK (subject_kind IN ('customer', 'opportunity', 'quote', 'order', 'purchaseOrder', 'product')),
  name TEXT NOT NULL,
  attached_at INTEGER NOT NULL,
  PRIMARY KEY (subject_id, hash)
) STRICT, WITHOUT ROWID;

-- A firm order of a customer.
CREATE TABLE sales_order (
  id BLOB NOT NULL CHECK (length(id) = 16),
  number TEXT NOT NULL UNIQUE,
  quote_id BLOB REFERENCES quote,
  opportunity_id BLOB REFERENCES opportunity,
  customer_id BLOB NOT NULL REFERENCES customer,
  contact_id BLOB REFERENCES contact,
  site_id BLOB REFERENCES site,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  salesperson_id BLOB REFERENCES salesperson,
  customer_reference TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  order_day INTEGER NOT NULL,
  delivery_day INTEGER,
  payment_term_id BLOB REFERENCES payment_term,
  vat_position TEXT NOT NULL DEFAULT 'domestic'
    CHECK (vat_position IN ('domestic', 'intraCommunity', 'export', 'exempt')),
  discount INTEGER NOT NULL DEFAULT 0,
  carriage INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'delivered', 'closed', 'cancelled')),
  invoiced_elsewhere INTEGER NOT NULL DEFAULT 0 CHECK (invoiced_elsewhere IN (0, 1)),
  net_amount INTEGER NOT NULL DEFAULT 0,
  vat_amount INTEGER NOT NULL DEFAULT 0,
  total_amount INTEGER NOT NULL DEFAULT 0,
  delivered_total INTEGER NOT NULL DEFAULT 0,
  closed_total INTEGER NOT NULL DEFAULT 0,
  credit_override TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- The order line a request covers, and for how much.
CREATE TABLE purchase_request_need (
  request_id BLOB NOT NULL REFERENCES purchase_request,
  order_id BLOB NOT NULL REFERENCES sales_order,
  line INTEGER NOT NULL,
  quantity INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (request_id, order_id, line),
  CHECK (quantity > 0),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
) STRICT, WITHOUT ROWID;

-- Goods held for an order line.
CREATE TABLE reservation (
  id BLOB NOT NULL CHECK (length(id) = 16),
  order_id BLOB NOT NULL REFERENCES sales_order,
  line INTEGER NOT NULL,
  product_id BLOB NOT NULL REFERENCES product,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  quantity INTEGER NOT NULL,
  state TEXT NOT NULL DEFAULT 'held' CHECK (state IN ('held', 'consumed', 'released', 'expired')),
  origin TEXT NOT NULL DEFAULT 'acceptance' CHECK (origin IN ('acceptance', 'receipt', 'manual')),
  day INTEGER NOT NULL,
  expires_day INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (quantity > 0),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
) STRICT, WITHOUT ROWID;

-- Cost of an order: apart, so that it can be walled off.
CREATE TABLE sales_order_cost (
  order_id BLOB NOT NULL CHECK (length(order_id) = 16) REFERENCES sales_order,
  cost_amount INTEGER NOT NULL DEFAULT 0,
  costed_net_amount INTEGER NOT NULL DEFAULT 0,
  uncosted_lines INTEGER NOT NULL DEFAULT 0,
  uncosted_net_amount INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id)
) STRICT, WITHOUT ROWID;

-- A line of an order; each quantity is moved only by its own record.
CREATE TABLE order_line (
  order_id BLOB NOT NULL REFERENCES sales_order,
  line INTEGER NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'comment')),
  product_id BLOB REFERENCES product,
  description TEXT NOT NULL,
  typed_quantity INTEGER NOT NULL DEFAULT 0,
  typed_unit TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL DEFAULT 0,
  cancelled INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0,
  delivered INTEGER NOT NULL DEFAULT 0,
  invoiced INTEGER NOT NULL DEFAULT 0,
  price_unit INTEGER NOT NULL DEFAULT 1,
  unit_price INTEGER NOT NULL DEFAULT 0,
  list_price INTEGER,
  price_source TEXT NOT NULL DEFAULT 'rule' CHECK (price_source IN ('rule', 'manual', 'unknown')),
  price_rule_id BLOB REFERENCES price_rule DEFERRABLE INITIALLY DEFERRED,
  discounts TEXT NOT NULL DEFAULT '',
  net_amount INTEGER NOT NULL DEFAULT 0,
  vat_code TEXT NOT NULL DEFAULT 'normal',
  vat_rate INTEGER NOT NULL DEFAULT 0,
  other_warehouses INTEGER NOT NULL DEFAULT 1 CHECK (other_warehouses IN (0, 1)),
  state TEXT NOT NULL DEFAULT 'open'
    CHECK (state IN ('open', 'partlyDelivered', 'delivered', 'closed')),
  closed_reason TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line),
  CHECK (cancelled >= 0 AND reserved >= 0 AND delivered >= 0 AND invoiced >= 0),
  CHECK (cancelled + delivered + reserved <= quantity)
) STRICT, WITHOUT ROWID;

-- Cost frozen on an order line; unknown is no row.
CREATE TABLE order_line_cost (
  order_id BLOB NOT NULL REFERENCES sales_order,
  line INTEGER NOT NULL,
  unit_cost INTEGER NOT NULL,
  cost_amount INTEGER NOT NULL,
  method TEXT NOT NULL CHECK (method IN ('weightedAverage', 'lastPurchase', 'standard', 'fifo')),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
) STRICT, WITHOUT ROWID;

-- The day promised for a line; the first row is never changed.
CREATE TABLE promise (
  order_id BLOB NOT NULL REFERENCES sales_order,
  line INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  day INTEGER NOT NULL,
  cause TEXT NOT NULL,
  PRIMARY KEY (order_id, line, sequence),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
) STRICT, WITHOUT ROWID;

-- Goods that left for a customer.
CREATE TABLE delivery (
  id BLOB NOT NULL CHECK (length(id) = 16),
  number TEXT NOT NULL UNIQUE,
  order_id BLOB NOT NULL REFERENCES sales_order,
  customer_id BLOB NOT NULL REFERENCES customer,
  warehouse_id BLOB REFERENCES warehouse,
  day INTEGER NOT NULL,
  imported INTEGER NOT NULL DEFAULT 0 CHECK (imported IN (0, 1)),
  total_amount INTEGER NOT NULL DEFAULT 0,
  invoiced_amount INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (invoiced_amount <= total_amount)
) STRICT, WITHOUT ROWID;

-- A line of a delivery.
CREATE TABLE delivery_line (
  delivery_id BLOB NOT NULL REFERENCES delivery,
  line INTEGER NOT NULL,
  warehouse_id BLOB NOT NULL,
  product_id BLOB NOT NULL REFERENCES product,
  quantity INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (delivery_id, line, warehouse_id)
) STRICT, WITHOUT ROWID;

-- What a customer last paid for a product, kept so that the desk finds it by key.
CREATE TABLE customer_product (
  customer_id BLOB NOT NULL REFERENCES customer,
  product_id BLOB NOT NULL REFERENCES product,
  order_count INTEGER NOT NULL DEFAULT 0,
  last_order_id BLOB NOT NULL REFERENCES sales_order,
  last_day INTEGER NOT NULL,
  last_quantity INTEGER NOT NULL,
  last_price INTEGER NOT NULL,
  price_unit INTEGER NOT NULL DEFAULT 1,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (customer_id, product_id)
) STRICT, WITHOUT ROWID;

-- A rate of a currency on a day: units for one unit of the company's.
CREATE TABLE currency_rate (
  currency TEXT NOT NULL,
  day INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;

-- A closed day.
CREATE TABLE calendar_day (
  day INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (day)
) STRICT, WITHOUT ROWID;
