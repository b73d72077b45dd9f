-- Year-end rebates to customers (rules.md 2.12) and lower costs that suppliers grant for one customer
-- (dérogations, rules.md 2.20, AT-66).
--
--   supplier_derogation ◄── quote_line_derogation   the part of a line at the granted cost, frozen with it
--          consumed     ◄── derogation_use          what an order line took of it, less what was given up
--
-- What is taken follows the order line by triggers, so that closing, reopening and undoing need not know
-- of it; the checks below keep two desks from using the same hundred.

CREATE TABLE rebate_agreement (
  id uuid NOT NULL,
  code text NOT NULL UNIQUE,
  name text NOT NULL DEFAULT '',
  customer_id uuid REFERENCES customer,
  price_group text NOT NULL DEFAULT '',
  currency text NOT NULL,
  valid_from bigint NOT NULL,
  valid_to bigint NOT NULL,
  mode text NOT NULL CHECK (mode IN ('flat', 'total', 'slice')),
  settlement_day bigint,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (valid_from <= valid_to),
  CHECK ((customer_id IS NULL) <> (price_group = ''))
);

CREATE INDEX rebate_agreement_customer ON rebate_agreement (customer_id)
  WHERE customer_id IS NOT NULL;
CREATE INDEX rebate_agreement_group ON rebate_agreement (price_group) WHERE price_group <> '';

-- From this turnover on, up to the next one's; exactly that much is in it.
CREATE TABLE rebate_tier (
  agreement_id uuid NOT NULL REFERENCES rebate_agreement,
  from_amount bigint NOT NULL CHECK (from_amount >= 0),
  rate bigint NOT NULL CHECK (rate BETWEEN 0 AND 10000),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, from_amount)
);

-- What counts; without a row of either, everything.
CREATE TABLE rebate_family (
  agreement_id uuid NOT NULL REFERENCES rebate_agreement,
  family_id uuid NOT NULL REFERENCES family,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, family_id)
);

CREATE TABLE rebate_product (
  agreement_id uuid NOT NULL REFERENCES rebate_agreement,
  product_id uuid NOT NULL REFERENCES product,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, product_id)
);

-- What was given back, by a credit note made elsewhere.
CREATE TABLE rebate_settlement (
  agreement_id uuid NOT NULL REFERENCES rebate_agreement,
  customer_id uuid NOT NULL REFERENCES customer,
  day bigint NOT NULL,
  base_amount bigint NOT NULL,
  amount bigint NOT NULL CHECK (amount >= 0),
  reference text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement_id, customer_id)
);

-- The rebate expected on a line when its quote was sent.
CREATE TABLE quote_line_rebate (
  quote_id uuid NOT NULL REFERENCES quote,
  line bigint NOT NULL,
  rate bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line),
  FOREIGN KEY (quote_id, line) REFERENCES quote_line (quote_id, line)
);

CREATE TABLE supplier_derogation (
  id uuid NOT NULL,
  reference text NOT NULL DEFAULT '',
  supplier_id uuid NOT NULL REFERENCES supplier,
  product_id uuid NOT NULL REFERENCES product,
  customer_id uuid NOT NULL REFERENCES customer,
  site_id uuid REFERENCES site,
  unit_cost bigint NOT NULL CHECK (unit_cost >= 0),
  quantity bigint CHECK (quantity > 0),
  consumed bigint NOT NULL DEFAULT 0 CHECK (consumed >= 0),
  valid_from bigint NOT NULL,
  valid_to bigint NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (valid_from <= valid_to),
  CHECK (quantity IS NULL OR consumed <= quantity)
);

CREATE INDEX supplier_derogation_product ON supplier_derogation (product_id, customer_id);
CREATE INDEX supplier_derogation_customer ON supplier_derogation (customer_id);

CREATE TABLE quote_line_derogation (
  quote_id uuid NOT NULL REFERENCES quote,
  line bigint NOT NULL,
  derogation_id uuid NOT NULL REFERENCES supplier_derogation,
  unit_cost bigint NOT NULL,
  available bigint,
  quantity bigint NOT NULL CHECK (quantity >= 0),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id, line),
  FOREIGN KEY (quote_id, line) REFERENCES quote_line (quote_id, line)
);

CREATE TABLE derogation_use (
  order_id uuid NOT NULL REFERENCES sales_order,
  line bigint NOT NULL,
  derogation_id uuid NOT NULL REFERENCES supplier_derogation,
  unit_cost bigint NOT NULL,
  usual_cost bigint NOT NULL,
  granted bigint NOT NULL CHECK (granted > 0),
  quantity bigint NOT NULL CHECK (quantity BETWEEN 0 AND granted),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (order_id, line),
  FOREIGN KEY (order_id, line) REFERENCES order_line (order_id, line)
);

CREATE INDEX derogation_use_derogation ON derogation_use (derogation_id);

-- What an order line takes is what is left: written in the owner's name, so that nobody sets it by hand.
CREATE FUNCTION derogation_use_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE supplier_derogation SET consumed = consumed - OLD.quantity WHERE id = OLD.derogation_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE supplier_derogation SET consumed = consumed + NEW.quantity WHERE id = NEW.derogation_id;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER derogation_use_follow AFTER INSERT OR UPDATE OF quantity OR DELETE ON derogation_use
  FOR EACH ROW EXECUTE FUNCTION derogation_use_follow();

-- Keeps other desks from taking of a derogation until the act ends.
CREATE FUNCTION derogation_claim(asked uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM supplier_derogation WHERE id = asked FOR NO KEY UPDATE;
END
$$;

-- What is given up of a line goes back; what is taken up again takes what is left, at most what it had.
CREATE FUNCTION order_line_derogation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  taken record;
  spare bigint;
BEGIN
  SELECT * INTO taken FROM derogation_use WHERE order_id = NEW.order_id AND line = NEW.line;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT quantity - consumed + taken.quantity INTO spare FROM supplier_derogation
  WHERE id = taken.derogation_id FOR NO KEY UPDATE;
  UPDATE derogation_use SET quantity = GREATEST(0, LEAST(
    granted, NEW.quantity - NEW.cancelled, COALESCE(spare, granted)))
  WHERE order_id = NEW.order_id AND line = NEW.line;
  RETURN NULL;
END
$$;
CREATE TRIGGER order_line_derogation AFTER UPDATE OF cancelled ON order_line
  FOR EACH ROW WHEN (OLD.cancelled <> NEW.cancelled) EXECUTE FUNCTION order_line_derogation();

-- The floor price of a line (0013) counts with what a derogation covers of it.
CREATE OR REPLACE VIEW quote_line_floor AS
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

-- The walls (0012, 0013) -----------------------------------------------------------------------------------

-- What tells a cost, a purchase price or a floor rate, with derogations. A later script with such a column
-- replaces this function, and keeps what stands here.
CREATE OR REPLACE FUNCTION wall_secrets()
RETURNS TABLE (relation text, secret text, writes text) LANGUAGE sql IMMUTABLE AS $$
  VALUES
    ('product_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('quote_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('quote_line_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('sales_order_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('order_line_cost', NULL, 'INSERT, UPDATE, DELETE'),
    ('family_floor', NULL, NULL),
    ('family_floor_found', NULL, NULL),
    ('order_share', NULL, NULL),
    ('order_day_sum', NULL, NULL),
    ('order_day_change', NULL, NULL),
    ('order_day_total', 'cost_amount', NULL),
    ('stock_move', 'unit_cost', NULL),
    ('receipt_line', 'unit_cost', 'INSERT'),
    ('purchase_line', 'unit_price', 'INSERT'),
    ('supplier_price', 'price', NULL),
    ('price_rule', 'formula', NULL),
    ('supplier_derogation', NULL, NULL),
    ('quote_line_derogation', NULL, 'INSERT, UPDATE, DELETE'),
    ('derogation_use', NULL, 'INSERT, DELETE')
$$;

-- What was frozen when a quote was sent stays.
CREATE TRIGGER quote_line_rebate_wall BEFORE INSERT OR UPDATE OR DELETE ON quote_line_rebate
  FOR EACH ROW EXECUTE FUNCTION quote_line_wall();
CREATE TRIGGER quote_line_derogation_wall BEFORE INSERT OR UPDATE OR DELETE ON quote_line_derogation
  FOR EACH ROW EXECUTE FUNCTION quote_line_wall();

-- A derogation is used for its product and its customer, at its cost, and for no more than the line.
CREATE FUNCTION quote_line_derogation_true() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM quote_line AS line JOIN quote ON quote.id = line.quote_id
      JOIN supplier_derogation AS head ON head.id = NEW.derogation_id
    WHERE line.quote_id = NEW.quote_id AND line.line = NEW.line AND line.quantity >= NEW.quantity
      AND head.product_id = line.product_id AND head.customer_id = quote.customer_id
      AND (head.unit_cost = NEW.unit_cost OR EXISTS (
        SELECT 1 FROM quote AS other JOIN quote_line_derogation AS kept
          ON kept.quote_id = other.id AND kept.derogation_id = NEW.derogation_id
        WHERE other.number = quote.number AND kept.unit_cost = NEW.unit_cost)))
  THEN
    PERFORM wall_refuse('a derogation is for its product and its customer');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER quote_line_derogation_true BEFORE INSERT OR UPDATE ON quote_line_derogation
  FOR EACH ROW EXECUTE FUNCTION quote_line_derogation_true();

CREATE FUNCTION derogation_use_true() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM order_line AS line JOIN sales_order ON sales_order.id = line.order_id
      JOIN supplier_derogation AS head ON head.id = NEW.derogation_id
    WHERE line.order_id = NEW.order_id AND line.line = NEW.line AND line.quantity >= NEW.granted
      AND head.product_id = line.product_id AND head.customer_id = sales_order.customer_id)
  THEN
    PERFORM wall_refuse('a derogation is for its product and its customer');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER derogation_use_true BEFORE INSERT ON derogation_use
  FOR EACH ROW EXECUTE FUNCTION derogation_use_true();

-- Derogations that desks without costs leave to the server (0013; Sales/Rebates/GrantedCost.swift) ---------

-- The derogation a new line may use: that of the same line in the version before, else what is in force
-- on the day of the prices, for the site before any site, the lowest first.
CREATE FUNCTION quote_line_granted(
  asked uuid, number_of_line bigint, OUT derogation_id uuid, OUT unit_cost bigint, OUT available bigint
) LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT kept.derogation_id, kept.unit_cost, kept.available
  INTO quote_line_granted.derogation_id, quote_line_granted.unit_cost, quote_line_granted.available
  FROM quote AS mine JOIN quote AS earlier
      ON earlier.number = mine.number AND earlier.revision < mine.revision
      AND earlier.price_day = mine.price_day
    JOIN quote_line_derogation AS kept ON kept.quote_id = earlier.id AND kept.line = number_of_line
    JOIN quote_line AS line ON line.quote_id = mine.id AND line.line = number_of_line
    JOIN supplier_derogation AS head
      ON head.id = kept.derogation_id AND head.product_id = line.product_id
  WHERE mine.id = asked
  ORDER BY earlier.revision DESC LIMIT 1;
  IF FOUND THEN RETURN; END IF;
  SELECT head.id, head.unit_cost, head.quantity - head.consumed
  INTO quote_line_granted.derogation_id, quote_line_granted.unit_cost, quote_line_granted.available
  FROM quote JOIN quote_line AS line ON line.quote_id = quote.id AND line.line = number_of_line
    JOIN supplier_derogation AS head
      ON head.product_id = line.product_id AND head.customer_id = quote.customer_id
  WHERE quote.id = asked AND (head.site_id IS NULL OR head.site_id = quote.site_id)
    AND quote.price_day BETWEEN head.valid_from AND head.valid_to
    AND (head.quantity IS NULL OR head.consumed < head.quantity)
  ORDER BY CASE WHEN head.site_id IS NULL THEN 1 ELSE 0 END, head.unit_cost, head.id LIMIT 1;
END
$$;

-- Shares the derogations of a quote between its lines, in the order of the document, and costs them so.
CREATE FUNCTION quote_derogate(asked uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  sold record;
  part bigint;
  taken jsonb := '{}';
BEGIN
  FOR sold IN
    SELECT line.line, line.quantity, line.price_unit, line.choice, cost.unit_cost AS usual,
      kept.derogation_id, kept.unit_cost AS granted, kept.available, minor_units(quote.currency) AS minor
    FROM quote_line_derogation AS kept
      JOIN quote_line AS line ON line.quote_id = kept.quote_id AND line.line = kept.line
      JOIN quote ON quote.id = line.quote_id
      JOIN quote_line_cost AS cost ON cost.quote_id = line.quote_id AND cost.line = line.line
    WHERE kept.quote_id = asked ORDER BY line.position, line.line
  LOOP
    part := 0;
    IF sold.granted < sold.usual AND sold.quantity > 0 THEN
      part := GREATEST(0, LEAST(sold.quantity, COALESCE(
        sold.available - COALESCE((taken ->> sold.derogation_id::text)::bigint, 0), sold.quantity)));
    END IF;
    IF sold.choice = 'firm' THEN
      taken := taken || jsonb_build_object(sold.derogation_id::text,
        COALESCE((taken ->> sold.derogation_id::text)::bigint, 0) + part);
    END IF;
    UPDATE quote_line_derogation SET quantity = part, version = version + 1
    WHERE quote_id = asked AND line = sold.line AND quantity <> part;
    UPDATE quote_line_cost SET version = version + 1,
      cost_amount = goods_cost(part, sold.granted, sold.price_unit, sold.minor)
        + goods_cost(sold.quantity - part, sold.usual, sold.price_unit, sold.minor)
    WHERE quote_id = asked AND line = sold.line
      AND cost_amount <> goods_cost(part, sold.granted, sold.price_unit, sold.minor)
        + goods_cost(sold.quantity - part, sold.usual, sold.price_unit, sold.minor);
  END LOOP;
END
$$;

-- Runs after quote_line_costing, whose name comes before.
CREATE FUNCTION quote_line_derogating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  best record;
BEGIN
  IF wall_sees_costs() THEN RETURN NULL; END IF;
  IF TG_OP = 'DELETE' THEN
    IF EXISTS (SELECT 1 FROM quote WHERE id = OLD.quote_id) THEN
      PERFORM quote_derogate(OLD.quote_id);
      PERFORM quote_judge(OLD.quote_id);
    END IF;
    RETURN NULL;
  END IF;
  IF TG_OP = 'INSERT' OR NEW.product_id IS DISTINCT FROM OLD.product_id THEN
    DELETE FROM quote_line_derogation WHERE quote_id = NEW.quote_id AND line = NEW.line;
    SELECT * INTO best FROM quote_line_granted(NEW.quote_id, NEW.line);
    IF best.derogation_id IS NOT NULL THEN
      INSERT INTO quote_line_derogation (quote_id, line, derogation_id, unit_cost, available, quantity)
      VALUES (NEW.quote_id, NEW.line, best.derogation_id, best.unit_cost, best.available, 0);
    END IF;
  END IF;
  PERFORM quote_derogate(NEW.quote_id);
  PERFORM quote_judge(NEW.quote_id);
  RETURN NULL;
END
$$;
CREATE TRIGGER quote_line_derogating AFTER INSERT OR UPDATE OR DELETE ON quote_line
  FOR EACH ROW EXECUTE FUNCTION quote_line_derogating();

-- Another day of prices looks for derogations anew, as it does for costs.
CREATE FUNCTION quote_derogating() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_sees_costs() OR NEW.state <> 'draft' THEN RETURN NULL; END IF;
  IF NEW.price_day IS DISTINCT FROM OLD.price_day THEN
    DELETE FROM quote_line_derogation WHERE quote_id = NEW.id;
    INSERT INTO quote_line_derogation (quote_id, line, derogation_id, unit_cost, available, quantity)
    SELECT NEW.id, line.line, best.derogation_id, best.unit_cost, best.available, 0
    FROM quote_line AS line, quote_line_granted(NEW.id, line.line) AS best
    WHERE line.quote_id = NEW.id AND line.kind = 'product' AND best.derogation_id IS NOT NULL;
    PERFORM quote_derogate(NEW.id);
    PERFORM quote_judge(NEW.id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER quote_derogating AFTER UPDATE OF price_day ON quote
  FOR EACH ROW EXECUTE FUNCTION quote_derogating();

-- An order takes of a derogation what is left of it on its day, and costs the rest as usual: after
-- order_line_costing, whose name comes before.
CREATE FUNCTION order_line_derogating() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  kept record;
  head record;
  cost record;
  total record;
  part bigint;
  amount bigint;
  minor bigint;
BEGIN
  IF wall_sees_costs() THEN RETURN NULL; END IF;
  SELECT granted.*, sales_order.order_day, sales_order.currency INTO kept
  FROM sales_order JOIN quote_line_derogation AS granted
    ON granted.quote_id = sales_order.quote_id AND granted.line = NEW.line
  WHERE sales_order.id = NEW.order_id AND granted.quantity > 0;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO cost FROM order_line_cost WHERE order_id = NEW.order_id AND line = NEW.line;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO head FROM supplier_derogation WHERE id = kept.derogation_id FOR NO KEY UPDATE;
  part := LEAST(kept.quantity, NEW.quantity, COALESCE(head.quantity - head.consumed, kept.quantity));
  IF kept.order_day NOT BETWEEN head.valid_from AND head.valid_to THEN part := 0; END IF;
  IF part > 0 THEN
    INSERT INTO derogation_use (
      order_id, line, derogation_id, unit_cost, usual_cost, granted, quantity)
    VALUES (
      NEW.order_id, NEW.line, kept.derogation_id, kept.unit_cost, cost.unit_cost, part, part);
  END IF;
  minor := minor_units(kept.currency);
  amount := goods_cost(part, kept.unit_cost, NEW.price_unit, minor)
    + goods_cost(NEW.quantity - part, cost.unit_cost, NEW.price_unit, minor);
  IF amount <> cost.cost_amount THEN
    DELETE FROM order_line_cost WHERE order_id = NEW.order_id AND line = NEW.line;
    INSERT INTO order_line_cost (order_id, line, unit_cost, cost_amount, method)
    VALUES (NEW.order_id, NEW.line, cost.unit_cost, amount, cost.method);
    SELECT * INTO total FROM sales_order_cost WHERE order_id = NEW.order_id;
    DELETE FROM sales_order_cost WHERE order_id = NEW.order_id;
    INSERT INTO sales_order_cost (
      order_id, cost_amount, costed_net_amount, uncosted_lines, uncosted_net_amount)
    VALUES (
      NEW.order_id, total.cost_amount + amount - cost.cost_amount, total.costed_net_amount,
      total.uncosted_lines, total.uncosted_net_amount);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER order_line_derogating AFTER INSERT ON order_line
  FOR EACH ROW EXECUTE FUNCTION order_line_derogating();

-- They go with their lines: an undo knows nothing of those the server wrote.
CREATE FUNCTION derogation_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'quote_line' THEN
    DELETE FROM quote_line_derogation WHERE quote_id = OLD.quote_id AND line = OLD.line;
  ELSE
    DELETE FROM derogation_use WHERE order_id = OLD.order_id AND line = OLD.line;
  END IF;
  RETURN OLD;
END
$$;
CREATE TRIGGER a_derogation_end BEFORE DELETE ON quote_line
  FOR EACH ROW EXECUTE FUNCTION derogation_end();
CREATE TRIGGER a_derogation_end BEFORE DELETE ON order_line
  FOR EACH ROW EXECUTE FUNCTION derogation_end();

DO $$
DECLARE
  one text;
  kind text;
BEGIN
  FOREACH one IN ARRAY ARRAY[
    'derogation_use_follow()', 'derogation_claim(uuid)', 'order_line_derogation()', 'wall_secrets()',
    'quote_line_derogation_true()', 'derogation_use_true()', 'quote_line_granted(uuid, bigint)',
    'quote_derogate(uuid)', 'quote_line_derogating()', 'quote_derogating()', 'order_line_derogating()',
    'derogation_end()']
  LOOP
    EXECUTE format(
      'ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  FOREACH one IN ARRAY ARRAY[
    'rebate_agreement', 'rebate_tier', 'rebate_family', 'rebate_product', 'rebate_settlement',
    'supplier_derogation']
  LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %I', one, wall_group('manager'));
  END LOOP;
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    EXECUTE format(
      'GRANT INSERT, UPDATE, DELETE ON quote_line_rebate TO %I', wall_group(kind));
    EXECUTE format(
      'GRANT EXECUTE ON FUNCTION derogation_claim(uuid), wall_secrets() TO %I', wall_group(kind));
  END LOOP;
  PERFORM wall_grant_costs();
END
$$;
