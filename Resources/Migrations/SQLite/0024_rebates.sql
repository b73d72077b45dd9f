-- Year-end rebates to customers (rules.md 2.12) and lower costs that suppliers grant for one customer
-- (dérogations, rules.md 2.20, AT-66).
--
--   supplier_derogation ◄── quote_line_derogation   the part of a line at the granted cost, frozen with it
--          consumed     ◄── derogation_use          what an order line took of it, less what was given up
--
-- What is taken follows the order line by triggers, so that closing, reopening and undoing need not know
-- of it; the checks below keep two desks from using the same hundred.

CREATE TABLE rebate_agreement (
  id BLOB NOT NULL CHECK (length(id) = 16),
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL DEFAULT '',
  customer_id BLOB REFERENCES customer,
  price_group TEXT NOT NULL DEFAULT '',
  currency TEXT NOT NULL,
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('flat', 'total', 'slice')),
  settlement_day INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (valid_from <= valid_to),
  CHECK ((customer_id IS NULL) <> (price_group = ''))
) STRICT, WITHOUT ROWID;

CREATE INDEX rebate_agreement_customer ON rebate_agreement (customer_id)
  WHERE customer_id IS NOT NULL;
CREATE INDEX rebate_agreement_group ON rebate_agreement (price_group) WHERE price_group <> '';

-- From this turnover on, up to the next one's; exactly that much is in it.
CREATE TABLE rebate_tier (
  agreement_id BLOB NOT NULL REFERENCES rebate_agreement,
  from_amount INTEGER NOT NULL CHECK (from_amount >= 0),
  rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 10000),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, from_amount)
) STRICT, WITHOUT ROWID;

-- What counts; without a row of either, everything.
CREATE TABLE rebate_family (
  agreement_id BLOB NOT NULL REFERENCES rebate_agreement,
  family_id BLOB NOT NULL REFERENCES family,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, family_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rebate_product (
  agreement_id BLOB NOT NULL REFERENCES rebate_agreement,
  product_id BLOB NOT NULL REFERENCES product,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, product_id)
) STRICT, WITHOUT ROWID;

-- What was given back, by a credit note made elsewhere.
CREATE TABLE rebate_settlement (
  agreement_id BLOB NOT NULL REFERENCES rebate_agreement,
  customer_id BLOB NOT NULL REFERENCES customer,
  day INTEGER NOT NULL,
  base_amount INTEGER NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  reference TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, customer_id)
) STRICT, WITHOUT ROWID;

-- The rebate expected on a line when its quote was sent.
CREATE TABLE quote_line_rebate (
  quote_id BLOB NOT NULL REFERENCES quote,
  line INTEGER NOT NULL,
  rate INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line),
  FOREIGN KEY (quote_id, line) REFERENCES quote_line (quote_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE supplier_derogation (
  id BLOB NOT NULL CHECK (length(id) = 16),
  reference TEXT NOT NULL DEFAULT '',
  supplier_id BLOB NOT NULL REFERENCES supplier,
  product_id BLOB NOT NULL REFERENCES product,
  customer_id BLOB NOT NULL REFERENCES customer,
  site_id BLOB REFERENCES site,
  unit_cost INTEGER NOT NULL CHECK (unit_cost >= 0),
  quantity INTEGER CHECK (quantity > 0),
  consumed INTEGER NOT NULL DEFAULT 0 CHECK (consumed >= 0),
  valid_from INTEGER NOT NULL,
  valid_to INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (valid_from <= valid_to),
  CHECK (quantity IS NULL OR consumed <= quantity)
) STRICT, WITHOUT ROWID;

CREATE INDEX supplier_derogation_product ON supplier_derogation (product_id, customer_id);
CREATE INDEX supplier_derogation_customer ON supplier_derogation (customer_id);

CREATE TABLE quote_line_derogation (
  quote_id BLOB NOT NULL REFERENCES quote,
  line INTEGER NOT NULL,
  derogation_id BLOB NOT NULL REFERENCES supplier_derogation,
  unit_cost INTEGER NOT NULL,
  available INTEGER,
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line),
  FOREIGN KEY (quote_id, line) REFERENCES quote_line (quote_id, line)
) STRICT, WITHOUT ROWID;

CREATE TABLE derogation_use (
  order_id BLOB NOT NULL REFERENCES sales_order,
  line INTEGER NOT NULL,
  derogation_id BLOB NOT NULL REFERENCES supplier_derogation,
  unit_cost INTEGER NOT NULL,
  usual_cost INTEGER NOT NULL,
  granted INTEGER NOT NULL CHECK (granted > 0),
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 0 AND granted),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
) STRICT, WITHOUT ROWID;

CREATE INDEX derogation_use_derogation ON derogation_use (derogation_id);

CREATE TRIGGER derogation_use_taken AFTER INSERT ON derogation_use BEGIN
  UPDATE supplier_derogation SET consumed = consumed + NEW.quantity WHERE id = NEW.derogation_id;
END;
CREATE TRIGGER derogation_use_moved AFTER UPDATE OF quantity ON derogation_use BEGIN
  UPDATE supplier_derogation SET consumed = consumed + NEW.quantity - OLD.quantity
  WHERE id = NEW.derogation_id;
END;
CREATE TRIGGER derogation_use_given AFTER DELETE ON derogation_use BEGIN
  UPDATE supplier_derogation SET consumed = consumed - OLD.quantity WHERE id = OLD.derogation_id;
END;

-- What is given up of a line goes back; what is taken up again takes what is left, at most what it had.
CREATE TRIGGER order_line_derogation AFTER UPDATE OF cancelled ON order_line
WHEN OLD.cancelled <> NEW.cancelled BEGIN
  UPDATE derogation_use SET quantity = MAX(0, MIN(granted, NEW.quantity - NEW.cancelled, COALESCE((
      SELECT head.quantity - head.consumed FROM supplier_derogation AS head
      WHERE head.id = derogation_use.derogation_id) + derogation_use.quantity, granted)))
  WHERE order_id = NEW.order_id AND line = NEW.line;
END;

-- The floor price of a line (0013) counts with what a derogation covers of it.
DROP VIEW quote_line_floor;
CREATE VIEW quote_line_floor AS
  SELECT mixed.quote_id, mixed.line, COALESCE(found.customer_class, '') AS customer_class,
    CASE WHEN mixed.unit_cost IS NULL THEN 0 ELSE 1 END AS has_cost,
    CASE WHEN found.floor < 10000 THEN
      (mixed.unit_cost * 10000 + (10000 - found.floor) * step.size - 1)
        / ((10000 - found.floor) * step.size) * step.size
    END AS floor_price
  FROM (
      SELECT line.quote_id, line.line, line.product_id,
        CASE WHEN granted.quantity > 0 AND granted.unit_cost < cost.unit_cost THEN
          (granted.quantity * granted.unit_cost
            + (line.quantity - granted.quantity) * cost.unit_cost + line.quantity - 1)
            / line.quantity
        ELSE cost.unit_cost END AS unit_cost
      FROM quote_line AS line
        LEFT JOIN quote_line_cost AS cost ON cost.quote_id = line.quote_id AND cost.line = line.line
        LEFT JOIN quote_line_derogation AS granted
          ON granted.quote_id = line.quote_id AND granted.line = line.line
      WHERE line.kind = 'product'
    ) AS mixed
    JOIN quote ON quote.id = mixed.quote_id
    JOIN customer ON customer.id = quote.customer_id
    JOIN product ON product.id = mixed.product_id
    JOIN (
      SELECT 0 AS decimals, 10000 AS size UNION ALL SELECT 1, 1000 UNION ALL SELECT 2, 100
      UNION ALL SELECT 3, 10 UNION ALL SELECT 4, 1
    ) AS step ON step.decimals = product.price_decimals
    LEFT JOIN family_floor_found AS found ON found.family_id = product.family_id
      AND found.customer_class IN (customer.customer_class, '');
