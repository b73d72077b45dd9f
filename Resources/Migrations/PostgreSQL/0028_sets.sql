-- Product sets, as they are kept by managers; lines of documents that a set gave; who accepted on the
-- customer's side (features.md F046, F058).

-- Something sold under one name that is made of several products.
CREATE TABLE product_set (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE CHECK (code <> ''),
  name text NOT NULL,
  closed bigint NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  valid_from bigint,
  valid_to bigint,
  active bigint NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  search_key bigint NOT NULL UNIQUE,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- What one set is made of: a quantity in a unit of the product, or words between.
CREATE TABLE product_set_line (
  set_id uuid NOT NULL REFERENCES product_set,
  line bigint NOT NULL,
  kind text NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'comment')),
  product_id uuid REFERENCES product,
  description text NOT NULL DEFAULT '',
  quantity bigint NOT NULL DEFAULT 0,
  unit text NOT NULL DEFAULT '',
  optional bigint NOT NULL DEFAULT 0 CHECK (optional IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (set_id, line),
  CHECK ((kind = 'product') = (product_id IS NOT NULL)),
  CHECK (kind = 'comment' OR quantity > 0)
);

CREATE INDEX product_set_line_product ON product_set_line (product_id) WHERE product_id IS NOT NULL;

CREATE TABLE product_set_search (rowid bigint PRIMARY KEY, words tsvector NOT NULL);
CREATE INDEX product_set_search_words ON product_set_search USING gin (words);
CREATE SEQUENCE product_set_search_key;

-- On a document a set is a line of words with a code and its number of sets as typed quantity; the lines it
-- gave name it. The price of a set is the sum of its lines and stands nowhere else.
ALTER TABLE quote_line ADD COLUMN set_code text NOT NULL DEFAULT '';
ALTER TABLE quote_line ADD COLUMN set_closed bigint NOT NULL DEFAULT 0 CHECK (set_closed IN (0, 1));
ALTER TABLE quote_line ADD COLUMN set_of bigint;
ALTER TABLE order_line ADD COLUMN set_code text NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN set_closed bigint NOT NULL DEFAULT 0 CHECK (set_closed IN (0, 1));
ALTER TABLE order_line ADD COLUMN set_of bigint;

-- Who accepted on the customer's side, how, and under which order number of theirs.
CREATE TABLE order_acceptance (
  order_id uuid NOT NULL REFERENCES sales_order,
  contact_id uuid REFERENCES contact,
  accepted_by text NOT NULL DEFAULT '',
  channel text NOT NULL CHECK (channel IN ('signature', 'email', 'phone', 'purchaseOrder')),
  customer_order text NOT NULL DEFAULT '',
  accepted_day bigint NOT NULL,
  file_hash text REFERENCES document_file,
  file_name text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id),
  CHECK ((file_hash IS NULL) = (file_name = ''))
);

CREATE INDEX order_acceptance_customer_order ON order_acceptance (upper(customer_order))
  WHERE customer_order <> '';

-- Sets are kept by managers; whoever sells notes who accepted. A company without groups has no wall.
DO $$
DECLARE
  kind text;
  one text;
BEGIN
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH one IN ARRAY ARRAY['product_set', 'product_set_line', 'product_set_search'] LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %I', one, wall_group('manager'));
  END LOOP;
  EXECUTE format(
    'GRANT USAGE, UPDATE ON SEQUENCE product_set_search_key TO %I', wall_group('manager'));
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    EXECUTE format(
      'GRANT INSERT, UPDATE, DELETE ON order_acceptance TO %I', wall_group(kind));
  END LOOP;
END
$$;
