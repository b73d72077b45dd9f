-- Prices that follow a quotation of raw material: P = P0 × (a + b × I/I0), a + b = 1 (rules.md 2.4).

-- Something quoted: copper in London, a market's index.
CREATE TABLE commodity_index (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL,
  unit text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id)
);

-- Its value from a day on, until the next; millionths.
CREATE TABLE index_value (
  index_id uuid NOT NULL REFERENCES commodity_index,
  day bigint NOT NULL,
  value bigint NOT NULL CHECK (value > 0),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (index_id, day)
);

-- The net price of a rule with an index is P0; the share is b, the base value is I0.
ALTER TABLE price_rule ADD COLUMN index_id uuid REFERENCES commodity_index;
ALTER TABLE price_rule ADD COLUMN index_share bigint CHECK (index_share BETWEEN 0 AND 10000);
ALTER TABLE price_rule ADD COLUMN index_base bigint CHECK (index_base > 0);

-- What the index was worth when a line was priced by it, and of which day that value is.
ALTER TABLE quote_line ADD COLUMN index_id uuid REFERENCES commodity_index;
ALTER TABLE quote_line ADD COLUMN index_value bigint;
ALTER TABLE quote_line ADD COLUMN index_day bigint;

CREATE INDEX quote_line_index ON quote_line (index_id, quote_id) WHERE index_id IS NOT NULL;

-- Price rules without the formulas that say how far a price lies above the cost (0013), with all their
-- columns: a view does not follow its table.
CREATE OR REPLACE VIEW open_price_rule AS
  SELECT id, level, price_list_id, product_id, family_id, customer_id, site_id, price_group,
    minimum_quantity, valid_from, valid_to, currency, kind, net_price, discount,
    CASE WHEN formula LIKE 'cost%' THEN '' ELSE formula END AS formula, firm, name, version,
    cap_quantity, floor_price, index_id, index_share, index_base
  FROM price_rule;

-- Quotations are a manager's word, like the prices that follow them.
DO $$
DECLARE
  one text;
BEGIN
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH one IN ARRAY ARRAY['commodity_index', 'index_value', 'currency_rate'] LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %I', one, wall_group('manager'));
  END LOOP;
  -- Who sees no costs reads price_rule by columns: the new ones are open to everybody.
  PERFORM wall_grant_costs();
END
$$;
