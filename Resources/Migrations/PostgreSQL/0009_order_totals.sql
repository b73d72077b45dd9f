-- What the indicators add up, kept by day and salesperson as stage_total is kept for the board: an
-- indicator of any period is then the sum of a few rows, however many records lie behind. Days and
-- not months, because a period may begin on any day. Each table of totals has beside it the view it
-- must equal at any COMMIT: the migration fills it from there, and `check` compares the two.
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

-- What a transaction adds to a day, until its COMMIT. An order and its cost are two rows, and what one
-- adds is known only while the other is as it was: changes are noted at once, in rows that no other desk
-- waits for, and go into the totals when it is this desk's turn (0005). Each transaction leaves nothing.
CREATE UNLOGGED TABLE order_day_change (
  transaction bigint NOT NULL,
  order_day bigint NOT NULL,
  salesperson_id uuid NOT NULL,
  orders bigint NOT NULL,
  cancelled bigint NOT NULL,
  net_amount bigint NOT NULL,
  cost_amount bigint NOT NULL,
  costed_net_amount bigint NOT NULL,
  uncosted_lines bigint NOT NULL,
  without_cost bigint NOT NULL,
  PRIMARY KEY (transaction, order_day, salesperson_id)
);

CREATE FUNCTION order_day_change_add(
  order_day bigint, salesperson_id uuid, orders bigint, cancelled bigint, net_amount bigint,
  cost_amount bigint, costed_net_amount bigint, uncosted_lines bigint, without_cost bigint
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO order_day_change AS change
  VALUES (CAST(CAST(pg_current_xact_id() AS text) AS bigint), $1, $2, $3, $4, $5, $6, $7, $8, $9)
  ON CONFLICT (transaction, order_day, salesperson_id) DO UPDATE SET
    orders = change.orders + excluded.orders,
    cancelled = change.cancelled + excluded.cancelled,
    net_amount = change.net_amount + excluded.net_amount,
    cost_amount = change.cost_amount + excluded.cost_amount,
    costed_net_amount = change.costed_net_amount + excluded.costed_net_amount,
    uncosted_lines = change.uncosted_lines + excluded.uncosted_lines,
    without_cost = change.without_cost + excluded.without_cost
$$;

-- Once for each day and person of a transaction, with all that was noted by then.
CREATE FUNCTION order_day_total_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH change AS (
    DELETE FROM order_day_change
    WHERE transaction = NEW.transaction AND order_day = NEW.order_day
      AND salesperson_id = NEW.salesperson_id
    RETURNING *
  )
  INSERT INTO order_day_total
  SELECT order_day, salesperson_id, orders, cancelled, net_amount, cost_amount, costed_net_amount,
    uncosted_lines, without_cost
  FROM change
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
CREATE CONSTRAINT TRIGGER a_turn AFTER INSERT ON order_day_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION totals_turn();
CREATE CONSTRAINT TRIGGER order_day_total_keep AFTER INSERT ON order_day_change
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION order_day_total_keep();

-- An order enters with what it has, its cost follows in a row of its own. It leaves while its row still
-- says what it was.
CREATE FUNCTION order_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM order_day_change_add(
    order_day, salesperson_id, orders, cancelled, net_amount, cost_amount,
    costed_net_amount, uncosted_lines, without_cost)
  FROM order_share WHERE id = NEW.id;
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_insert AFTER INSERT ON sales_order
  FOR EACH ROW EXECUTE FUNCTION order_day_total_enter();
CREATE TRIGGER order_day_total_enter
  AFTER UPDATE OF order_day, salesperson_id, state, net_amount ON sales_order
  FOR EACH ROW WHEN (OLD.order_day <> NEW.order_day
    OR OLD.net_amount <> NEW.net_amount
    OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION order_day_total_enter();

CREATE FUNCTION order_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM order_day_change_add(
    order_day, salesperson_id, -orders, -cancelled, -net_amount, -cost_amount,
    -costed_net_amount, -uncosted_lines, -without_cost)
  FROM order_share WHERE id = OLD.id;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER order_day_total_delete BEFORE DELETE ON sales_order
  FOR EACH ROW EXECUTE FUNCTION order_day_total_leave();
CREATE TRIGGER order_day_total_leave
  BEFORE UPDATE OF order_day, salesperson_id, state, net_amount ON sales_order
  FOR EACH ROW WHEN (OLD.order_day <> NEW.order_day
    OR OLD.net_amount <> NEW.net_amount
    OR OLD.salesperson_id IS DISTINCT FROM NEW.salesperson_id
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION order_day_total_leave();

-- Costs are frozen, corrected and taken back in rows of their own; those of cancelled orders count
-- nowhere.
CREATE FUNCTION order_day_total_cost_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM order_day_change_add(
    order_day, COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)),
    0, 0, 0, NEW.cost_amount, NEW.costed_net_amount, NEW.uncosted_lines, -1)
  FROM sales_order WHERE id = NEW.order_id AND state <> 'cancelled';
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_cost_insert AFTER INSERT ON sales_order_cost
  FOR EACH ROW EXECUTE FUNCTION order_day_total_cost_insert();

CREATE FUNCTION order_day_total_cost_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM order_day_change_add(
    order_day, COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)),
    0, 0, 0, NEW.cost_amount - OLD.cost_amount,
    NEW.costed_net_amount - OLD.costed_net_amount, NEW.uncosted_lines - OLD.uncosted_lines, 0)
  FROM sales_order WHERE id = NEW.order_id AND state <> 'cancelled';
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_cost_update
  AFTER UPDATE OF cost_amount, costed_net_amount, uncosted_lines ON sales_order_cost
  FOR EACH ROW EXECUTE FUNCTION order_day_total_cost_update();

CREATE FUNCTION order_day_total_cost_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM order_day_change_add(
    order_day, COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)),
    0, 0, 0, -OLD.cost_amount, -OLD.costed_net_amount, -OLD.uncosted_lines, 1)
  FROM sales_order WHERE id = OLD.order_id AND state <> 'cancelled';
  RETURN NULL;
END
$$;
CREATE TRIGGER order_day_total_cost_delete AFTER DELETE ON sales_order_cost
  FOR EACH ROW EXECUTE FUNCTION order_day_total_cost_delete();

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

-- Read anew at COMMIT from the two ends of an index: whatever happened before, and in what order, is in
-- the orders by then.
CREATE FUNCTION customer_recency_recount(changed uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  days bigint[] := ARRAY(
    SELECT order_day FROM sales_order WHERE customer_id = changed AND state <> 'cancelled'
    ORDER BY order_day DESC LIMIT 2);
BEGIN
  IF cardinality(days) = 0 THEN
    DELETE FROM customer_recency WHERE customer_id = changed;
  ELSE
    INSERT INTO customer_recency VALUES (changed, days[1], days[2])
    ON CONFLICT (customer_id) DO UPDATE SET
      last_day = excluded.last_day, before_day = excluded.before_day
    WHERE (customer_recency.last_day, customer_recency.before_day)
      IS DISTINCT FROM (excluded.last_day, excluded.before_day);
  END IF;
END
$$;

CREATE FUNCTION customer_recency_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN PERFORM customer_recency_recount(OLD.customer_id); END IF;
  IF TG_OP = 'INSERT' OR TG_OP = 'UPDATE' AND NEW.customer_id <> OLD.customer_id THEN
    PERFORM customer_recency_recount(NEW.customer_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER a_turn
  AFTER INSERT OR DELETE OR UPDATE OF customer_id, order_day, state ON sales_order
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION totals_turn();
CREATE CONSTRAINT TRIGGER customer_recency_insert AFTER INSERT ON sales_order
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state <> 'cancelled')
  EXECUTE FUNCTION customer_recency_keep();
CREATE CONSTRAINT TRIGGER customer_recency_delete AFTER DELETE ON sales_order
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.state <> 'cancelled')
  EXECUTE FUNCTION customer_recency_keep();
CREATE CONSTRAINT TRIGGER customer_recency_update
  AFTER UPDATE OF customer_id, order_day, state ON sales_order
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.customer_id <> NEW.customer_id
    OR OLD.order_day <> NEW.order_day
    OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled'))
  EXECUTE FUNCTION customer_recency_keep();

-- This index served the figures and now serves lists only.
DROP INDEX sales_order_indicators;
CREATE INDEX sales_order_day ON sales_order (order_day);
