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
  product_id uuid NOT NULL REFERENCES product,
  sequence bigint NOT NULL,
  quantity bigint NOT NULL CHECK (quantity > 0),
  unit_cost bigint NOT NULL CHECK (unit_cost >= 0),
  is_short bigint NOT NULL DEFAULT 0 CHECK (is_short IN (0, 1)),
  move_id uuid,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (product_id, sequence)
);

-- The value log of a product: each line carries on from the one before.
CREATE TABLE stock_value_entry (
  product_id uuid NOT NULL REFERENCES product,
  sequence bigint NOT NULL,
  day bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN (
    'opening', 'receipt', 'delivery', 'customerReturn', 'shortfall', 'correction', 'rounding',
    'revaluation', 'method')),
  quantity bigint NOT NULL DEFAULT 0,
  unit_cost bigint,
  amount bigint NOT NULL DEFAULT 0,
  sales_cost bigint,
  sales_net bigint,
  salesperson_id uuid REFERENCES salesperson,
  cause_id uuid,
  cause_line bigint,
  balance_quantity bigint NOT NULL,
  balance_value bigint NOT NULL,
  PRIMARY KEY (product_id, sequence)
);

-- The margin of what was delivered in a period, from the index alone.
CREATE INDEX stock_value_entry_sales ON stock_value_entry (day, salesperson_id, sales_net, sales_cost, kind)
  WHERE sales_net IS NOT NULL;

-- What a customer pays for the goods that moved, without tax: prices are no secret, costs are.
ALTER TABLE stock_move ADD COLUMN net_amount bigint;

-- Below zero is allowed where nothing is reserved; whether a company does it is a setting.
DO $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT conname FROM pg_constraint
    WHERE conrelid = 'stock_level'::regclass AND contype = 'c'
      AND pg_get_constraintdef(oid) LIKE '%on_hand%'
  LOOP
    EXECUTE format('ALTER TABLE stock_level DROP CONSTRAINT %I', one.conname);
  END LOOP;
END
$$;
ALTER TABLE stock_level ADD CHECK (reserved = 0 OR reserved <= on_hand);

-- The walls ------------------------------------------------------------------------------------------------

-- What tells a cost, as the scripts before say it, and what this one adds. A later script with such a
-- column does the same.
ALTER FUNCTION wall_secrets() RENAME TO wall_secrets_to_0024;
CREATE FUNCTION wall_secrets()
RETURNS TABLE (relation text, secret text, writes text) LANGUAGE sql STABLE AS $$
  SELECT relation, secret, writes FROM wall_secrets_to_0024()
  UNION ALL VALUES
    ('stock_layer', NULL, 'INSERT, UPDATE, DELETE'),
    ('stock_value_entry', NULL, 'INSERT, DELETE')
$$;

-- A cost, a layer and the log move with goods of the same transaction, or by a manager. Judged at COMMIT,
-- because costs are written before the move they belong to. Who sees no costs writes none of them: there
-- the triggers below do, and the groups have no right to.
CREATE OR REPLACE FUNCTION product_cost_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() OR wall_holds('manager') OR NOT wall_sees_costs() THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'product_cost' AND NEW.unit_cost = OLD.unit_cost THEN
    RETURN NULL;
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM stock_move AS move
    WHERE move.product_id = NEW.product_id AND move.xmin = pg_current_xact_id()::xid)
  THEN
    PERFORM wall_refuse('a cost moves with goods, or by a manager');
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER product_cost_wall ON product_cost;
CREATE CONSTRAINT TRIGGER product_cost_wall AFTER INSERT OR UPDATE ON product_cost
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION product_cost_wall();
CREATE CONSTRAINT TRIGGER stock_layer_wall AFTER INSERT OR UPDATE ON stock_layer
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION product_cost_wall();
CREATE CONSTRAINT TRIGGER stock_value_entry_wall AFTER INSERT ON stock_value_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION product_cost_wall();

-- A version that was sent keeps its terms: as in 0012, with what a quote agrees since (0020).
CREATE OR REPLACE FUNCTION quote_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN PERFORM wall_refuse('a quote begins as a draft'); END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'draft' AND (
    NEW.state = 'draft' OR (
      NEW.net_amount, NEW.vat_amount, NEW.total_amount, NEW.discount, NEW.carriage,
      NEW.carriage_source, NEW.carriage_cost, NEW.eco_amount,
      NEW.terms_revision, NEW.under_floor, NEW.currency, NEW.customer_id)
    IS DISTINCT FROM (
      OLD.net_amount, OLD.vat_amount, OLD.total_amount, OLD.discount, OLD.carriage,
      OLD.carriage_source, OLD.carriage_cost, OLD.eco_amount,
      OLD.terms_revision, OLD.under_floor, OLD.currency, OLD.customer_id))
  THEN
    PERFORM wall_refuse('a version that was sent is frozen');
  END IF;
  IF NEW.state IN ('sent', 'accepted') AND OLD.state IN ('draft', 'sent') AND NEW.state <> OLD.state
    AND wall_needs_approval(NEW.id) AND NOT wall_is_approved(NEW.id, NEW.terms_revision)
  THEN
    PERFORM wall_refuse('a quote under its floor is sent and accepted only with an approval');
  END IF;
  RETURN NEW;
END
$$;

-- Costs that desks without them leave to the server ---------------------------------------------------------

-- Another discount is judged anew. Costs of another day are frozen line by line, where the person reprices:
-- the lines that he leaves keep theirs.
CREATE OR REPLACE FUNCTION quote_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() OR NEW.state <> 'draft' THEN RETURN NULL; END IF;
  PERFORM quote_judge(NEW.id);
  RETURN NULL;
END
$$;

-- Freezes today's costs on lines of a draft; the numbers stand between commas.
CREATE FUNCTION quote_lines_today(asked uuid, numbers text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() OR (SELECT state FROM quote WHERE id = asked) <> 'draft' THEN RETURN; END IF;
  PERFORM quote_line_freeze(asked, number::bigint, true)
  FROM unnest(string_to_array(numbers, ',')) AS number;
  PERFORM quote_judge(asked);
END
$$;

-- What was not taken of a quote that this transaction accepts stays quoted at the costs frozen on it. Of
-- any other quote costs are not handed on: they would be chosen.
CREATE FUNCTION quote_costs_kept(rest uuid, offered uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() THEN RETURN; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM quote WHERE id = offered AND state = 'accepted'
      AND xmin = pg_current_xact_id()::xid)
    OR NOT EXISTS (
      SELECT 1 FROM quote WHERE id = rest AND state = 'draft' AND xmin = pg_current_xact_id()::xid)
  THEN
    PERFORM wall_refuse('costs are kept for what this acceptance leaves');
  END IF;
  DELETE FROM quote_line_cost WHERE quote_id = rest;
  INSERT INTO quote_line_cost (quote_id, line, unit_cost, cost_amount, method)
  SELECT rest, line.line, cost.unit_cost,
    goods_cost(line.quantity, cost.unit_cost, line.price_unit, minor_units(quote.currency)),
    cost.method
  FROM quote_line AS line JOIN quote ON quote.id = line.quote_id
    JOIN quote_line AS former ON former.quote_id = offered AND former.line = line.line
      AND former.product_id = line.product_id
    JOIN quote_line_cost AS cost ON cost.quote_id = offered AND cost.line = line.line
  WHERE line.quote_id = rest AND line.kind = 'product';
  PERFORM quote_judge(rest);
END
$$;

-- The cost frozen on a line is a cost of its product: today's, one frozen under the same number, or on the
-- quote that this transaction accepts and of which a part stays quoted. Who sees no costs writes none: what
-- is written in his place is the server's own.
CREATE OR REPLACE FUNCTION quote_line_cost_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sold uuid;
BEGIN
  IF wall_is_open() OR NOT wall_sees_costs() THEN RETURN NEW; END IF;
  SELECT product_id INTO sold FROM quote_line WHERE quote_id = NEW.quote_id AND line = NEW.line;
  IF NOT EXISTS (
      SELECT 1 FROM product_cost
      WHERE product_id = sold AND method = NEW.method AND unit_cost = NEW.unit_cost)
    AND NOT EXISTS (
      SELECT 1 FROM quote AS mine
        JOIN quote AS other ON other.number = mine.number
          OR (other.state = 'accepted' AND other.customer_id = mine.customer_id
            AND other.xmin = pg_current_xact_id()::xid)
        JOIN quote_line AS line ON line.quote_id = other.id AND line.product_id = sold
        JOIN quote_line_cost AS cost
          ON cost.quote_id = line.quote_id AND cost.line = line.line
      WHERE mine.id = NEW.quote_id AND cost.method = NEW.method
        AND cost.unit_cost = NEW.unit_cost)
  THEN
    PERFORM wall_refuse('the cost of a line is the cost of its product');
  END IF;
  RETURN NEW;
END
$$;

-- The sums of an order are written by the trigger below while its lines come in, and by nobody after.
CREATE OR REPLACE FUNCTION frozen_cost_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_is_open() AND NOT (pg_trigger_depth() > 1 AND NOT wall_sees_costs()) THEN
    PERFORM wall_refuse('the cost of an order is frozen');
  END IF;
  RETURN NEW;
END
$$;

-- An order takes the costs of its quote for what is ordered of each line: all of it, or a part. Its sums
-- follow once its lines are there.
CREATE OR REPLACE FUNCTION sales_order_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_sees_costs() AND NEW.quote_id IS NOT NULL THEN
    INSERT INTO sales_order_cost (order_id) VALUES (NEW.id);
  END IF;
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION order_line_costing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_sees_costs() THEN
    INSERT INTO order_line_cost (order_id, line, unit_cost, cost_amount, method)
    SELECT NEW.order_id, NEW.line, cost.unit_cost,
      goods_cost(
        NEW.quantity, cost.unit_cost, NEW.price_unit, minor_units(sales_order.currency)),
      cost.method
    FROM sales_order JOIN quote_line_cost AS cost
      ON cost.quote_id = sales_order.quote_id AND cost.line = NEW.line
    WHERE sales_order.id = NEW.order_id AND NEW.kind = 'product';
  END IF;
  RETURN NULL;
END
$$;

-- The sums of an order after its document discount, as quote_sums has them for a quote (0013), and whether
-- it is under its floor: options and parts that are taken can be where the whole is not.
CREATE FUNCTION order_sums(
  asked uuid, OUT cost_amount bigint, OUT costed_net_amount bigint, OUT uncosted_lines bigint,
  OUT uncosted_net_amount bigint, OUT is_under boolean
) LANGUAGE sql STABLE AS $$
  WITH found AS MATERIALIZED (
    SELECT floors.* FROM family_floor_found AS floors
    WHERE floors.customer_class IN ('', (
      SELECT customer.customer_class
      FROM sales_order JOIN customer ON customer.id = sales_order.customer_id
      WHERE sales_order.id = asked))
  ), sold AS (
    SELECT row_number() OVER (ORDER BY line.position, line.line) AS place,
      line.net_amount::numeric AS net, cost.cost_amount AS cost,
      (SELECT found.floor FROM found WHERE found.family_id = product.family_id
        ORDER BY found.customer_class DESC LIMIT 1) AS floor
    FROM order_line AS line
      LEFT JOIN product ON product.id = line.product_id
      LEFT JOIN order_line_cost AS cost
        ON cost.order_id = line.order_id AND cost.line = line.line
    WHERE line.order_id = asked AND line.kind = 'product'
  ), whole AS (
    SELECT COALESCE(SUM(net), 0) AS net, COUNT(*)::numeric AS lines,
      half_away(
        COALESCE(SUM(net), 0) * (SELECT discount FROM sales_order WHERE id = asked), 10000
      )::numeric AS discount
    FROM sold
  ), weighed AS (
    SELECT sold.*, whole.discount,
      whole.discount * CASE
        WHEN whole.net = 0 THEN 1 WHEN whole.net < 0 THEN -sold.net ELSE sold.net END AS n,
      CASE WHEN whole.net = 0 THEN whole.lines ELSE abs(whole.net) END AS d
    FROM sold, whole
  ), parts AS (
    SELECT weighed.*,
      div(n, d) - CASE WHEN n < 0 AND mod(n, d) <> 0 THEN 1 ELSE 0 END AS part
    FROM weighed
  ), ranked AS (
    SELECT parts.*, row_number() OVER (ORDER BY n - part * d DESC, place) AS turn,
      discount - SUM(part) OVER () AS remaining
    FROM parts
  ), spread AS (
    SELECT cost, floor, (net - part - CASE WHEN turn <= remaining THEN 1 ELSE 0 END)::bigint AS net
    FROM ranked
  )
  SELECT COALESCE(SUM(cost), 0)::bigint,
    COALESCE(SUM(net) FILTER (WHERE cost IS NOT NULL), 0)::bigint,
    COUNT(*) FILTER (WHERE cost IS NULL),
    COALESCE(SUM(net) FILTER (WHERE cost IS NULL), 0)::bigint,
    COALESCE(
      SUM(net * (10000 - floor)) FILTER (WHERE cost IS NOT NULL AND floor IS NOT NULL), 0)
      < COALESCE(SUM(cost) FILTER (WHERE floor IS NOT NULL), 0) * 10000
  FROM spread
$$;

-- Whether what is taken of a quote asks for an approval: the verdict, and nothing of what it is made of.
CREATE FUNCTION order_needs_approval(asked uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT is_under OR uncosted_lines > 0 FROM order_sums(asked)
$$;

CREATE FUNCTION order_costs_summed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() THEN RETURN NULL; END IF;
  UPDATE sales_order_cost AS kept SET cost_amount = sums.cost_amount,
    costed_net_amount = sums.costed_net_amount, uncosted_lines = sums.uncosted_lines,
    uncosted_net_amount = sums.uncosted_net_amount
  FROM (SELECT DISTINCT order_id FROM added) AS orders, order_sums(orders.order_id) AS sums
  WHERE kept.order_id = orders.order_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER order_costs_summed AFTER INSERT ON order_line
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION order_costs_summed();

-- The stock of who sees no costs (Sales/Stock/LayeredStock.swift, WeightedCost.swift) ----------------------

-- How the company values its stock: last purchase and standard are costs of the margin only.
CREATE FUNCTION stock_method() RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT 1 FROM setting WHERE name = 'cost.method' AND value = 'fifo')
    THEN 'fifo' ELSE 'weightedAverage' END
$$;

CREATE FUNCTION stock_layers_worth(asked uuid) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT COALESCE(SUM(
    CASE WHEN is_short = 1 THEN -1 ELSE 1 END
      * goods_cost(layer.quantity, layer.unit_cost, product.price_unit, minor_units(company.currency))
  ), 0)::bigint
  FROM stock_layer AS layer JOIN product ON product.id = layer.product_id CROSS JOIN company
  WHERE layer.product_id = asked
$$;

-- The oldest leave first; what is not there leaves at the last price, provisionally.
CREATE FUNCTION stock_layers_take(asked uuid, wanted bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one record;
  rest bigint := wanted;
  last_cost bigint;
BEGIN
  SELECT COALESCE(
    (SELECT unit_cost FROM stock_layer WHERE product_id = asked ORDER BY sequence DESC LIMIT 1),
    (SELECT unit_cost FROM product_cost WHERE product_id = asked AND method = 'fifo'
      AND scope = '00000000-0000-0000-0000-000000000000'))
  INTO last_cost;
  FOR one IN SELECT * FROM stock_layer WHERE product_id = asked AND is_short = 0 ORDER BY sequence LOOP
    EXIT WHEN rest = 0;
    IF one.quantity <= rest THEN
      DELETE FROM stock_layer WHERE product_id = asked AND sequence = one.sequence;
    ELSE
      UPDATE stock_layer SET quantity = quantity - rest, version = version + 1
      WHERE product_id = asked AND sequence = one.sequence;
    END IF;
    rest := rest - least(rest, one.quantity);
  END LOOP;
  IF rest > 0 AND last_cost IS NOT NULL THEN
    INSERT INTO stock_layer (product_id, sequence, quantity, unit_cost, is_short)
    SELECT asked, COALESCE(MAX(sequence), 0) + 1, rest, last_cost, 1
    FROM stock_layer WHERE product_id = asked;
  END IF;
END
$$;

-- What is short is made good first, the rest is a layer.
CREATE FUNCTION stock_layers_put(asked uuid, came_in bigint, at_cost bigint, by_move uuid)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one record;
  rest bigint := came_in;
BEGIN
  FOR one IN SELECT * FROM stock_layer WHERE product_id = asked AND is_short = 1 ORDER BY sequence LOOP
    EXIT WHEN rest = 0;
    IF one.quantity <= rest THEN
      DELETE FROM stock_layer WHERE product_id = asked AND sequence = one.sequence;
    ELSE
      UPDATE stock_layer SET quantity = quantity - rest, version = version + 1
      WHERE product_id = asked AND sequence = one.sequence;
    END IF;
    rest := rest - least(rest, one.quantity);
  END LOOP;
  IF rest > 0 THEN
    INSERT INTO stock_layer (product_id, sequence, quantity, unit_cost, move_id)
    SELECT asked, COALESCE(MAX(sequence), 0) + 1, rest, at_cost, by_move
    FROM stock_layer WHERE product_id = asked;
  END IF;
END
$$;

-- The lines of the value log that a move leaves. Levels have changed by then.
CREATE FUNCTION stock_value_note(
  moved stock_move, came_in bigint, reason text, before bigint, after bigint, sold bigint,
  held bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  last_line record;
  place bigint;
  worth bigint;
  seller uuid;
BEGIN
  SELECT * INTO last_line FROM stock_value_entry WHERE product_id = moved.product_id
  ORDER BY sequence DESC LIMIT 1;
  place := COALESCE(last_line.sequence, 0);
  SELECT sales_order.salesperson_id INTO seller
  FROM delivery JOIN sales_order ON sales_order.id = delivery.order_id
  WHERE delivery.id = moved.cause_id;
  IF place = 0 AND (held - came_in <> 0 OR before <> 0) THEN
    place := 1;
    INSERT INTO stock_value_entry (
      product_id, sequence, day, kind, quantity, unit_cost, amount, balance_quantity, balance_value)
    VALUES (
      moved.product_id, 1, moved.day, 'opening', held - came_in, moved.unit_cost, before,
      held - came_in, before);
  END IF;
  worth := CASE
    WHEN moved.unit_cost IS NULL THEN 0
    WHEN came_in < 0 AND stock_method() = 'fifo' THEN after - before
    ELSE sign(came_in)::bigint * goods_cost(
      abs(came_in), moved.unit_cost,
      (SELECT price_unit FROM product WHERE id = moved.product_id),
      (SELECT minor_units(currency) FROM company)) END;
  INSERT INTO stock_value_entry (
    product_id, sequence, day, kind, quantity, unit_cost, amount, sales_cost, sales_net,
    salesperson_id, cause_id, cause_line, balance_quantity, balance_value)
  VALUES (
    moved.product_id, place + 1, moved.day, reason, came_in, moved.unit_cost, worth,
    CASE WHEN moved.unit_cost IS NOT NULL AND sold IS NOT NULL THEN -worth END, sold, seller,
    moved.cause_id, moved.cause_line, held, before + worth);
  IF after <> before + worth THEN
    INSERT INTO stock_value_entry (
      product_id, sequence, day, kind, amount, sales_cost, sales_net, cause_id, cause_line,
      balance_quantity, balance_value)
    VALUES (
      moved.product_id, place + 2, moved.day,
      CASE WHEN held - came_in < 0 AND came_in > 0 THEN 'shortfall' ELSE 'rounding' END,
      after - before - worth,
      CASE WHEN held - came_in < 0 AND came_in > 0 THEN before + worth - after END,
      CASE WHEN held - came_in < 0 AND came_in > 0 THEN 0 END,
      moved.cause_id, moved.cause_line, held, after);
  END IF;
END
$$;

-- Goods leave at the cost of the stock and come back at what they left at; receiving shows purchase
-- prices, and is for who sees them. As in 0013, and first in, first out.
CREATE OR REPLACE FUNCTION stock_move_price() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept record;
  before bigint;
BEGIN
  IF wall_sees_costs() THEN RETURN NEW; END IF;
  IF NEW.to_place = 'customer' THEN
    SELECT * INTO kept FROM product_cost
    WHERE product_id = NEW.product_id AND method = stock_method()
      AND scope = '00000000-0000-0000-0000-000000000000' FOR NO KEY UPDATE;
    NEW.unit_cost := kept.unit_cost;
    IF stock_method() = 'fifo' AND kept.unit_cost IS NOT NULL THEN
      before := stock_layers_worth(NEW.product_id);
      PERFORM stock_layers_take(NEW.product_id, NEW.quantity);
      SELECT half_away(
        (before - stock_layers_worth(NEW.product_id))::numeric
          * (10000000 / minor_units(company.currency)) * product.price_unit, NEW.quantity)
      INTO NEW.unit_cost FROM product CROSS JOIN company WHERE product.id = NEW.product_id;
    END IF;
  ELSIF NEW.from_place = 'customer' AND NEW.undoes_id IS NOT NULL THEN
    SELECT unit_cost INTO NEW.unit_cost FROM stock_move WHERE id = NEW.undoes_id;
  ELSE
    PERFORM wall_refuse('goods are received by who sees costs');
  END IF;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION stock_move_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept record;
  came_in bigint := CASE WHEN NEW.to_place = 'warehouse' THEN NEW.quantity ELSE -NEW.quantity END;
  cost bigint;
  value bigint;
  held bigint;
BEGIN
  IF wall_sees_costs() THEN RETURN NULL; END IF;
  SELECT * INTO kept FROM product_cost WHERE product_id = NEW.product_id AND method = stock_method()
    AND scope = '00000000-0000-0000-0000-000000000000' FOR NO KEY UPDATE;
  SELECT COALESCE(SUM(on_hand), 0) INTO held FROM stock_level WHERE product_id = NEW.product_id;
  IF stock_method() = 'fifo' THEN
    IF came_in > 0 AND NEW.unit_cost IS NOT NULL AND kept.unit_cost IS NOT NULL THEN
      PERFORM stock_layers_put(NEW.product_id, came_in, NEW.unit_cost, NEW.id);
    END IF;
    value := stock_layers_worth(NEW.product_id);
    SELECT COALESCE(
      (SELECT unit_cost FROM stock_layer WHERE product_id = NEW.product_id
        ORDER BY is_short, CASE WHEN is_short = 1 THEN -sequence ELSE sequence END LIMIT 1),
      kept.unit_cost) INTO cost;
  ELSE
    SELECT found.cost, found.value INTO cost, value
    FROM stock_value_after(NEW.product_id, greatest(came_in, 0), NEW.unit_cost) AS found;
  END IF;
  PERFORM stock_value_note(
    NEW, came_in, CASE WHEN came_in > 0 THEN 'customerReturn' ELSE 'delivery' END,
    COALESCE(kept.stock_value, 0), COALESCE(CASE WHEN cost IS NOT NULL THEN value END, 0),
    NEW.net_amount, held);
  IF cost IS NULL THEN RETURN NULL; END IF;
  UPDATE product_cost SET unit_cost = cost, stock_value = value, version = version + 1
  WHERE product_id = NEW.product_id AND method = stock_method()
    AND scope = '00000000-0000-0000-0000-000000000000';
  IF NOT FOUND AND came_in > 0 AND stock_method() <> 'fifo' THEN
    INSERT INTO product_cost (product_id, method, scope, unit_cost, stock_value) VALUES (
      NEW.product_id, 'weightedAverage', '00000000-0000-0000-0000-000000000000', cost, value);
  END IF;
  RETURN NULL;
END
$$;

-- A return that is undone takes the goods out again: of the average, or of the layer they made.
CREATE OR REPLACE FUNCTION stock_move_undone() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept record;
  own bigint;
  cost bigint;
  value bigint;
  held bigint;
BEGIN
  IF wall_sees_costs() OR OLD.to_place <> 'warehouse' THEN RETURN OLD; END IF;
  SELECT * INTO kept FROM product_cost WHERE product_id = OLD.product_id AND method = stock_method()
    AND scope = '00000000-0000-0000-0000-000000000000' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN OLD; END IF;
  SELECT COALESCE(SUM(on_hand), 0)::bigint - OLD.quantity INTO held
  FROM stock_level WHERE product_id = OLD.product_id;
  cost := kept.unit_cost;
  IF stock_method() = 'fifo' THEN
    SELECT least(quantity, OLD.quantity) INTO own FROM stock_layer
    WHERE product_id = OLD.product_id AND move_id = OLD.id;
    DELETE FROM stock_layer WHERE product_id = OLD.product_id AND move_id = OLD.id AND quantity <= own;
    UPDATE stock_layer SET quantity = quantity - own, version = version + 1
    WHERE product_id = OLD.product_id AND move_id = OLD.id AND quantity > own;
    IF OLD.quantity > COALESCE(own, 0) THEN
      PERFORM stock_layers_take(OLD.product_id, OLD.quantity - COALESCE(own, 0));
    END IF;
    value := stock_layers_worth(OLD.product_id);
    SELECT COALESCE(
      (SELECT unit_cost FROM stock_layer WHERE product_id = OLD.product_id
        ORDER BY is_short, CASE WHEN is_short = 1 THEN -sequence ELSE sequence END LIMIT 1),
      kept.unit_cost) INTO cost;
  ELSE
    value := goods_cost(
      held, kept.unit_cost, (SELECT price_unit FROM product WHERE id = OLD.product_id),
      (SELECT minor_units(currency) FROM company));
  END IF;
  PERFORM stock_value_note(
    OLD, -OLD.quantity, 'customerReturn', kept.stock_value, value, -OLD.net_amount, held);
  UPDATE product_cost SET unit_cost = cost, stock_value = value, version = version + 1
  WHERE product_id = OLD.product_id AND method = stock_method()
    AND scope = '00000000-0000-0000-0000-000000000000';
  RETURN OLD;
END
$$;

-- What the schema does, it does in its owner's name, on a path of its own, and nobody else calls it but as
-- granted: the loop of 0012 and 0013, for the scripts after this one.
CREATE FUNCTION wall_own_functions() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  one record;
BEGIN
  FOR one IN
    SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prokind = 'f'
      AND oid NOT IN (
        SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e')
  LOOP
    EXECUTE format(
      'ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', one.name,
      current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one.name);
  END LOOP;
END
$$;
SELECT wall_own_functions();

DO $$
DECLARE
  kind text;
BEGIN
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    EXECUTE format(
      'GRANT EXECUTE ON FUNCTION wall_secrets(), quote_lines_today(uuid, text),'
      || ' quote_costs_kept(uuid, uuid), order_needs_approval(uuid) TO %I', wall_group(kind));
  END LOOP;
  PERFORM wall_grant_costs();
END
$$;
