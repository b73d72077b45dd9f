-- Product sets, as they are kept by managers; lines of documents that a set gave; who accepted on the
-- customer's side (features.md F046, F058).

-- Something sold under one name that is made of several products.
CREATE TABLE product_set (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE CHECK (code <> ''),
  name TEXT NOT NULL,
  closed INTEGER NOT NULL DEFAULT 0 CHECK (closed IN (0, 1)),
  valid_from INTEGER,
  valid_to INTEGER,
  active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
  search_key INTEGER NOT NULL UNIQUE,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- What one set is made of: a quantity in a unit of the product, or words between.
CREATE TABLE product_set_line (
  set_id BLOB NOT NULL REFERENCES product_set,
  line INTEGER NOT NULL,
  kind TEXT NOT NULL DEFAULT 'product' CHECK (kind IN ('product', 'comment')),
  product_id BLOB REFERENCES product,
  description TEXT NOT NULL DEFAULT '',
  quantity INTEGER NOT NULL DEFAULT 0,
  unit TEXT NOT NULL DEFAULT '',
  optional INTEGER NOT NULL DEFAULT 0 CHECK (optional IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (set_id, line),
  CHECK ((kind = 'product') = (product_id IS NOT NULL)),
  CHECK (kind = 'comment' OR quantity > 0)
) STRICT, WITHOUT ROWID;

CREATE INDEX product_set_line_product ON product_set_line (product_id) WHERE product_id IS NOT NULL;

CREATE VIRTUAL TABLE product_set_search USING fts5(words, prefix = '1 2 3 4 5', tokenize = 'ascii');

-- On a document a set is a line of words with a code and its number of sets as typed quantity; the lines it
-- gave name it. The price of a set is the sum of its lines and stands nowhere else.
ALTER TABLE quote_line ADD COLUMN set_code TEXT NOT NULL DEFAULT '';
ALTER TABLE quote_line ADD COLUMN set_closed INTEGER NOT NULL DEFAULT 0 CHECK (set_closed IN (0, 1));
ALTER TABLE quote_line ADD COLUMN set_of INTEGER;
ALTER TABLE order_line ADD COLUMN set_code TEXT NOT NULL DEFAULT '';
ALTER TABLE order_line ADD COLUMN set_closed INTEGER NOT NULL DEFAULT 0 CHECK (set_closed IN (0, 1));
ALTER TABLE order_line ADD COLUMN set_of INTEGER;

-- Who accepted on the customer's side, how, and under which order number of theirs.
CREATE TABLE order_acceptance (
  order_id BLOB NOT NULL REFERENCES sales_order,
  contact_id BLOB REFERENCES contact,
  accepted_by TEXT NOT NULL DEFAULT '',
  channel TEXT NOT NULL CHECK (channel IN ('signature', 'email', 'phone', 'purchaseOrder')),
  customer_order TEXT NOT NULL DEFAULT '',
  accepted_day INTEGER NOT NULL,
  file_hash TEXT REFERENCES document_file,
  file_name TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id),
  CHECK ((file_hash IS NULL) = (file_name = ''))
) STRICT, WITHOUT ROWID;

CREATE INDEX order_acceptance_customer_order ON order_acceptance (upper(customer_order))
  WHERE customer_order <> '';
