-- How costs are computed (rules.md 2.3, 2.8): the layers of a stock that is valued first in, first out, the
-- log of what changed the value of a stock and the cost of sales, and stock below zero where a company
-- lets goods leave before their receipt was entered.
--
--   product_cost, by method   weightedAverage │ fifo   the one the stock is valued at, with its value
--                             lastPurchase, standard   commercial costs: for the margin only
--   stock_layer               of fifo alone            Σ layers = quantity and value of the stock
--   stock_value_entry         of every move            Σ amount = the value; sales_cost, sales_net = margin

-- Goods that came in together and are still there, or that left before they were there (is_short).
CREATE TABLE stock_layer (
  product_id BLOB NOT NULL REFERENCES product,
  sequence INTEGER NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity > 0),
  unit_cost INTEGER NOT NULL CHECK (unit_cost >= 0),
  is_short INTEGER NOT NULL DEFAULT 0 CHECK (is_short IN (0, 1)),
  move_id BLOB,
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, sequence)
) STRICT, WITHOUT ROWID;

-- The value log of a product: each line carries on from the one before.
CREATE TABLE stock_value_entry (
  product_id BLOB NOT NULL REFERENCES product,
  sequence INTEGER NOT NULL,
  day INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN (
    'opening', 'receipt', 'delivery', 'customerReturn', 'shortfall', 'correction', 'rounding',
    'revaluation', 'method')),
  quantity INTEGER NOT NULL DEFAULT 0,
  unit_cost INTEGER,
  amount INTEGER NOT NULL DEFAULT 0,
  sales_cost INTEGER,
  sales_net INTEGER,
  salesperson_id BLOB REFERENCES salesperson,
  cause_id BLOB,
  cause_line INTEGER,
  balance_quantity INTEGER NOT NULL,
  balance_value INTEGER NOT NULL,
  PRIMARY KEY (product_id, sequence)
) STRICT, WITHOUT ROWID;

-- The margin of what was delivered in a period, from the index alone.
CREATE INDEX stock_value_entry_sales ON stock_value_entry (day, salesperson_id, sales_net, sales_cost, kind)
  WHERE sales_net IS NOT NULL;

-- What a customer pays for the goods that moved, without tax: prices are no secret, costs are.
ALTER TABLE stock_move ADD COLUMN net_amount INTEGER;

-- Below zero is allowed where nothing is reserved; whether a company does it is a setting. The CHECK of a
-- table cannot be changed in place.
CREATE TABLE stock_level_new (
  product_id BLOB NOT NULL REFERENCES product,
  warehouse_id BLOB NOT NULL REFERENCES warehouse,
  on_hand INTEGER NOT NULL DEFAULT 0,
  reserved INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (product_id, warehouse_id),
  CHECK (reserved >= 0),
  CHECK (reserved = 0 OR reserved <= on_hand)
) STRICT, WITHOUT ROWID;
INSERT INTO stock_level_new SELECT product_id, warehouse_id, on_hand, reserved FROM stock_level;
DROP TABLE stock_level;
ALTER TABLE stock_level_new RENAME TO stock_level;
