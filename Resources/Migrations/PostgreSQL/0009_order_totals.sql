-- What the indicators add up, kept by day and salesperson as stage_total is kept for the board: an
-- indicator of any period is then the sum of a few rows, however many records lie behind. Days and
-- not months, because a period may begin on any day. Each table of totals has beside it the view it
-- must equal at any time: the migration fills it from there, and `check` compares the two.
--
-- The salesperson is the zero id where there is none. A day or a place that nobody knows is
-- -2147483648, which is before every other. Rows that came down to zero stay.

-- Orders: confirmed ones with their costs, cancelled ones only counted.
CREATE TABLE order_day_total (
  order_day bigint NOT NULL,
  salesperson_id uuid NOT NULL,
  orders bigint NOT NULL,
  cancelled bigint NOT NULL,
  net_amount bigint NOT NULL,
  cost_amount bigint NOT NULL,
  costed_net_amount bigint NOT NULL,
  uncosted_lines bigint NOT NULL,
  without_cost bigint NOT NULL,
  PRIMARY KEY (order_day, salesperson_id)
);

-- Every order with what it adds to the total of its day.
CREATE VIEW order_share AS
  SELECT sales_order.id, sales_order.order_day,
    COALESCE(sales_order.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id,
    CASE WHEN state = 'cancelled' THEN 0 ELSE 1 END AS orders,
    CASE WHEN state = 'cancelled' THEN 1 ELSE 0 END AS cancelled,
    CASE WHEN state = 'cancelled' THEN 0 ELSE net_amount END AS net_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.cost_amount, 0) END AS cost_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.costed_net_amount, 0) END
      AS costed_net_amount,
    CASE WHEN state = 'cancelled' THEN 0 ELSE COALESCE(cost.uncosted_lines, 0) END
      AS uncosted_lines,
    CASE WHEN state = 'cancelled' OR cost.order_id IS NOT NULL THEN 0 ELSE 1 END AS without_cost
  FROM sales_order LEFT JOIN sales_order_cost AS cost ON cost.order_id = sales_order.id;

CREATE VIEW order_day_sum AS
  SELECT order_day, salesperson_id, CAST(SUM(orders) AS BIGINT) AS orders,
    CAST(SUM(cancelled) AS BIGINT) AS cancelled, CAST(SUM(net_amount) AS BIGINT) AS net_amount,
    CAST(SUM(cost_amount) AS BIGINT) AS cost_amount,
    CAST(SUM(costed_net_amount) AS BIGINT) AS costed_net_amount,
    CAST(SUM(uncosted_lines) AS BIGINT) AS uncosted_lines,
    CAST(SUM(without_cost) AS BIGINT) AS without_cost
  FROM order_share GROUP BY order_day, salesperson_id;

INSERT INTO order_day_total SELECT * FROM order_day_sum;

-- An order enters with what it has, its cost follows in a row of its own.
CREATE FUNCTION order_day_total_insert() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_insert AFTER INSERT ON sales_order
  FOR EACH ROW
  EXECUTE FUNCTION order_day_total_insert();

-- It leaves while its row still says what it was.
CREATE FUNCTION order_day_total_delete() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN OLD;
END
$$;
CREATE TRIGGER order_day_total_delete BEFORE DELETE ON sales_order
  FOR EACH ROW
  EXECUTE FUNCTION order_day_total_delete();

CREATE FUNCTION order_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN NEW;
END
$$;
CREATE TRIGGER order_day_total_leave BEFORE UPDATE OF order_day, salesperson_id, state, net_amount ON sales_order
  FOR EACH ROW WHEN (OLD.order_day <> NEW.order_day
    OR OLD.net_amount <> NEW.net_amount
    OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION order_day_total_leave();

CREATE FUNCTION order_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
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
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_enter AFTER UPDATE OF order_day, salesperson_id, state, net_amount ON sales_order
  FOR EACH ROW WHEN (OLD.order_day <> NEW.order_day
    OR OLD.net_amount <> NEW.net_amount
    OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION order_day_total_enter();

-- Costs are frozen, corrected and taken back in rows of their own; those of cancelled orders count
-- nowhere.
CREATE FUNCTION order_day_total_cost_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE order_day_total SET
    cost_amount = order_day_total.cost_amount + NEW.cost_amount,
    costed_net_amount = order_day_total.costed_net_amount + NEW.costed_net_amount,
    uncosted_lines = order_day_total.uncosted_lines + NEW.uncosted_lines,
    without_cost = order_day_total.without_cost - 1
  WHERE (order_day, salesperson_id) = (
    SELECT sales_order.order_day, COALESCE(sales_order.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    FROM sales_order WHERE id = NEW.order_id AND state <> 'cancelled');
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_cost_insert AFTER INSERT ON sales_order_cost
  FOR EACH ROW
  EXECUTE FUNCTION order_day_total_cost_insert();

CREATE FUNCTION order_day_total_cost_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE order_day_total SET
    cost_amount = order_day_total.cost_amount - OLD.cost_amount + NEW.cost_amount,
    costed_net_amount =
      order_day_total.costed_net_amount - OLD.costed_net_amount + NEW.costed_net_amount,
    uncosted_lines = order_day_total.uncosted_lines - OLD.uncosted_lines + NEW.uncosted_lines
  WHERE (order_day, salesperson_id) = (
    SELECT sales_order.order_day, COALESCE(sales_order.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    FROM sales_order WHERE id = NEW.order_id AND state <> 'cancelled');
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_cost_update AFTER UPDATE OF cost_amount, costed_net_amount, uncosted_lines ON sales_order_cost
  FOR EACH ROW
  EXECUTE FUNCTION order_day_total_cost_update();

CREATE FUNCTION order_day_total_cost_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE order_day_total SET
    cost_amount = order_day_total.cost_amount - OLD.cost_amount,
    costed_net_amount = order_day_total.costed_net_amount - OLD.costed_net_amount,
    uncosted_lines = order_day_total.uncosted_lines - OLD.uncosted_lines,
    without_cost = order_day_total.without_cost + 1
  WHERE (order_day, salesperson_id) = (
    SELECT sales_order.order_day, COALESCE(sales_order.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    FROM sales_order WHERE id = OLD.order_id AND state <> 'cancelled');
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_cost_delete AFTER DELETE ON sales_order_cost
  FOR EACH ROW
  EXECUTE FUNCTION order_day_total_cost_delete();

-- The last two days on which a customer ordered: who came back since a day is a count over an index
-- (rules.md 2.18). Confirmed orders only; two on one day are two.
DROP INDEX sales_order_customer;
CREATE INDEX sales_order_customer ON sales_order (customer_id, order_day, state, salesperson_id);

CREATE TABLE customer_recency (
  customer_id uuid NOT NULL,
  last_day bigint NOT NULL,
  before_day bigint,
  PRIMARY KEY (customer_id)
);

CREATE VIEW customer_recent AS
  SELECT customer_id, last_day, (
      SELECT sales_order.order_day FROM sales_order
      WHERE sales_order.customer_id = latest.customer_id AND sales_order.state <> 'cancelled'
      ORDER BY sales_order.order_day DESC LIMIT 1 OFFSET 1
    ) AS before_day
  FROM (
    SELECT customer_id, MAX(order_day) AS last_day FROM sales_order
    WHERE state <> 'cancelled' GROUP BY customer_id
  ) AS latest;

INSERT INTO customer_recency SELECT * FROM customer_recent;

CREATE INDEX customer_recency_last ON customer_recency (last_day);
CREATE INDEX customer_recency_before ON customer_recency (before_day)
  WHERE before_day IS NOT NULL;

CREATE FUNCTION customer_recency_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO customer_recency VALUES (NEW.customer_id, NEW.order_day, NULL)
  ON CONFLICT (customer_id) DO UPDATE SET
    before_day = CASE
      WHEN excluded.last_day >= customer_recency.last_day THEN customer_recency.last_day
      WHEN customer_recency.before_day > excluded.last_day THEN customer_recency.before_day
      ELSE excluded.last_day END,
    last_day = GREATEST(customer_recency.last_day, excluded.last_day);
  RETURN NULL;
END
$$;
CREATE TRIGGER customer_recency_insert AFTER INSERT ON sales_order
  FOR EACH ROW WHEN (NEW.state <> 'cancelled')
  EXECUTE FUNCTION customer_recency_insert();

CREATE FUNCTION customer_recency_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM customer_recency WHERE customer_id = OLD.customer_id;
  INSERT INTO customer_recency
  SELECT customer_id, last_day, before_day FROM customer_recent WHERE customer_id = OLD.customer_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER customer_recency_delete AFTER DELETE ON sales_order
  FOR EACH ROW WHEN (OLD.state <> 'cancelled')
  EXECUTE FUNCTION customer_recency_delete();

CREATE FUNCTION customer_recency_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM customer_recency WHERE customer_id IN (OLD.customer_id, NEW.customer_id);
  INSERT INTO customer_recency
  SELECT customer_id, last_day, before_day FROM customer_recent
  WHERE customer_id IN (OLD.customer_id, NEW.customer_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER customer_recency_update AFTER UPDATE OF customer_id, order_day, state ON sales_order
  FOR EACH ROW WHEN (OLD.customer_id <> NEW.customer_id
    OR OLD.order_day <> NEW.order_day
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION customer_recency_update();

-- This index served the figures and now serves lists only.
DROP INDEX sales_order_indicators;
CREATE INDEX sales_order_day ON sales_order (order_day);
