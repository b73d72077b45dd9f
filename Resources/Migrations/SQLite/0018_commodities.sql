-- Prices that follow a quotation of raw material: P = P0 × (a + b × I/I0), a + b = 1 (rules.md 2.4).

-- Something quoted: copper in London, a market's index.
CREATE TABLE commodity_index (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  unit TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

-- Its value from a day on, until the next; millionths.
CREATE TABLE index_value (
  index_id BLOB NOT NULL REFERENCES commodity_index,
  day INTEGER NOT NULL,
  value INTEGER NOT NULL CHECK (value > 0),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (index_id, day)
) STRICT, WITHOUT ROWID;

-- The net price of a rule with an index is P0; the share is b, the base value is I0.
ALTER TABLE price_rule ADD COLUMN index_id BLOB REFERENCES commodity_index;
ALTER TABLE price_rule ADD COLUMN index_share INTEGER CHECK (index_share BETWEEN 0 AND 10000);
ALTER TABLE price_rule ADD COLUMN index_base INTEGER CHECK (index_base > 0);

-- What the index was worth when a line was priced by it, and of which day that value is.
ALTER TABLE quote_line ADD COLUMN index_id BLOB REFERENCES commodity_index;
ALTER TABLE quote_line ADD COLUMN index_value INTEGER;
ALTER TABLE quote_line ADD COLUMN index_day INTEGER;

CREATE INDEX quote_line_index ON quote_line (index_id, quote_id) WHERE index_id IS NOT NULL;

-- Price rules without the formulas that say how far a price lies above the cost (0013), with all their
-- columns: a view does not follow its table.
DROP VIEW open_price_rule;
CREATE VIEW open_price_rule AS
  SELECT id, level, price_list_id, product_id, family_id, customer_id, site_id, price_group,
    minimum_quantity, valid_from, valid_to, currency, kind, net_price, discount,
    CASE WHEN formula LIKE 'cost%' THEN '' ELSE formula END AS formula, firm, name, version,
    cap_quantity, floor_price, index_id, index_share, index_base
  FROM price_rule;
