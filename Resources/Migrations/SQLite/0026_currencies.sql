-- What is sold in another currency than the company's (F049, AT-7).
--
--   quote ── currency, rate, rate_day ──► net_amount, vat_amount, total_amount   what the customer pays
--     └─ lines: net_amount ÷ rate ──────► company_net                           what is added together
--
-- The rate (units of the document's currency for one of the company's, scaled 10⁸) is that of the price
-- date, frozen on the document with its day; an order keeps its quote's. NULL = the company's currency. Costs,
-- floors and margins are in the company's currency: nothing here tells one.

ALTER TABLE quote ADD COLUMN rate INTEGER;
ALTER TABLE quote ADD COLUMN rate_day INTEGER;
ALTER TABLE quote ADD COLUMN company_net INTEGER;
ALTER TABLE quote_line ADD COLUMN company_net INTEGER;
ALTER TABLE sales_order ADD COLUMN rate INTEGER;
ALTER TABLE sales_order ADD COLUMN rate_day INTEGER;
ALTER TABLE sales_order ADD COLUMN company_net INTEGER;
ALTER TABLE order_line ADD COLUMN company_net INTEGER;

-- What waits for an answer is added up from the index alone (0007).
DROP INDEX quote_waiting;
CREATE INDEX quote_waiting ON quote (state, salesperson_id, sent_day, net_amount, company_net)
  WHERE state = 'sent';

-- Totals of orders add up the company's currency (0009).
DROP VIEW order_share;
CREATE VIEW order_share AS
  SELECT sales_order.id, sales_order.order_day,
    COALESCE(sales_order.salesperson_id, zeroblob(16)) AS salesperson_id,
    CASE WHEN state = 'cancelled' THEN 0 ELSE 1 END AS orders,
    CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(company_net, net_amount) END AS net_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.cost_amount, 0) END AS cost_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.costed_net_amount, 0) END
      AS costed_net_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.uncosted_lines, 0) END
      AS uncosted_lines,
    CASE WHEN state = 'cancelled' OR cost.order_id IS NOT NULL THEN 0 ELSE 1 END AS without_cost
  FROM sales_order LEFT JOIN sales_order_cost AS cost ON cost.order_id = sales_order.id;

DROP TRIGGER order_day_total_leave;
CREATE TRIGGER order_day_total_leave
BEFORE UPDATE OF order_day, salesperson_id, state, net_amount, company_net ON sales_order
WHEN OLD.order_day <> NEW.order_day OR OLD.net_amount <> NEW.net_amount
  OR OLD.company_net IS DISTINCT FROM NEW.company_net
  OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
  OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled')
BEGIN
  UPDATE order_day_total SET
    orders = order_day_total.orders - share.orders,
    cancelled = order_day_total.cancelled - share.cancelled,
    net_amount = order_day_total.net_amount - share.net_amount,
    cost_amount = order_day_total.cost_amount - share.cost_amount,
    costed_net_amount = order_day_total.costed_net_amount - share.costed_net_amount,
    uncosted_lines = order_day_total.uncosted_lines - share.uncosted_lines,
    without_cost = order_day_total.without_cost - share.without_cost
  FROM order_share AS share
  WHERE share.id = OLD.id AND order_day_total.order_day = share.order_day
    AND order_day_total.salesperson_id = share.salesperson_id;
END;

DROP TRIGGER order_day_total_enter;
CREATE TRIGGER order_day_total_enter
AFTER UPDATE OF order_day, salesperson_id, state, net_amount, company_net ON sales_order
WHEN OLD.order_day <> NEW.order_day OR OLD.net_amount <> NEW.net_amount
  OR OLD.company_net IS DISTINCT FROM NEW.company_net
  OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
  OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled')
BEGIN
  INSERT INTO order_day_total
  SELECT order_day, salesperson_id, orders, cancelled, net_amount, cost_amount, costed_net_amount,
    uncosted_lines, without_cost
  FROM order_share WHERE id = NEW.id
  ON CONFLICT (order_day, salesperson_id) DO UPDATE SET
    orders = order_day_total.orders + excluded.orders,
    cancelled = order_day_total.cancelled + excluded.cancelled,
    net_amount = order_day_total.net_amount + excluded.net_amount,
    cost_amount = order_day_total.cost_amount + excluded.cost_amount,
    costed_net_amount = order_day_total.costed_net_amount + excluded.costed_net_amount,
    uncosted_lines = order_day_total.uncosted_lines + excluded.uncosted_lines,
    without_cost = order_day_total.without_cost + excluded.without_cost;
END;
