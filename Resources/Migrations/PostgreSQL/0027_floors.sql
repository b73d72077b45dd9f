-- What happens under a floor (rules.md 2.3): warn, ask or block, by family, class of customers and role;
-- what was asked of who sent or accepted a version; and how often floors changed, for an approval holds
-- for the floors it was given under.
--
--   family_floor ──┐                         approval.floor_revision = revision?
--   floor_rule ────┼─► floor_revision + 1 ───► on a draft, else the approval is none any more
--   setting floor.*┘
--
-- Of the rules that fit the most specific holds: the nearest family, then a class before none, then a role
-- before none. No family is the zero identity, no class and no role the empty word.
CREATE TABLE floor_rule (
  subject text NOT NULL CHECK (subject IN ('line', 'document')),
  family_id uuid NOT NULL,
  customer_class text NOT NULL,
  role text NOT NULL CHECK (role IN ('', 'salesperson', 'orderDesk', 'manager')),
  action text NOT NULL CHECK (action IN ('warn', 'ask', 'block')),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (subject, family_id, customer_class, role),
  CHECK (subject = 'line' OR family_id = '00000000-0000-0000-0000-000000000000')
);

CREATE TABLE floor_revision (
  id bigint NOT NULL CHECK (id = 1),
  revision bigint NOT NULL,
  PRIMARY KEY (id)
);

CREATE TABLE quote_verdict (
  quote_id uuid NOT NULL REFERENCES quote,
  action text NOT NULL CHECK (action IN ('warn', 'ask', 'block')),
  lines text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id)
);

-- What was sent under its floor until now was asked about: that was the only rule.
INSERT INTO quote_verdict (quote_id, action)
  SELECT id, 'ask' FROM quote WHERE under_floor = 1 AND state <> 'draft';

ALTER TABLE approval ADD COLUMN floor_revision bigint NOT NULL DEFAULT 0;

CREATE FUNCTION floor_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO floor_revision AS kept (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = kept.revision + 1;
  RETURN NULL;
END
$$;
CREATE TRIGGER floor_changed AFTER INSERT OR UPDATE OR DELETE ON family_floor
  FOR EACH ROW EXECUTE FUNCTION floor_changed();
CREATE TRIGGER floor_changed AFTER INSERT OR UPDATE OR DELETE ON floor_rule
  FOR EACH ROW EXECUTE FUNCTION floor_changed();
CREATE TRIGGER floor_changed AFTER INSERT OR UPDATE ON setting
  FOR EACH ROW WHEN (NEW.name LIKE 'floor.%') EXECUTE FUNCTION floor_changed();
CREATE TRIGGER floor_unset AFTER DELETE ON setting
  FOR EACH ROW WHEN (OLD.name LIKE 'floor.%') EXECUTE FUNCTION floor_changed();

-- What the floors ask -------------------------------------------------------------------------------------
-- The rules of Sales/Margin/FloorRules.swift and FloorVerdict.swift; WallTests hold the two together.

CREATE FUNCTION floor_rank(action text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE action WHEN 'warn' THEN 1 WHEN 'ask' THEN 2 WHEN 'block' THEN 3 ELSE 0 END
$$;

-- What happens to a person under a floor: the mildest of what happens to each of his roles.
CREATE FUNCTION floor_action(about text, family uuid, class text, person uuid) RETURNS integer
LANGUAGE sql STABLE AS $$
  WITH RECURSIVE climb (id, height) AS (
    SELECT family, 0 WHERE family IS NOT NULL
    UNION ALL
    SELECT own.parent_id, climb.height + 1 FROM climb JOIN family AS own ON own.id = climb.id
    WHERE own.parent_id IS NOT NULL AND climb.height < 50
  ), held AS (
    SELECT DISTINCT CASE role WHEN 'administrator' THEN 'manager' ELSE role END AS role
    FROM salesperson_role WHERE salesperson_id = person
  )
  SELECT COALESCE(MIN(floor_rank(COALESCE(
    (SELECT rule.action FROM floor_rule AS rule LEFT JOIN climb ON climb.id = rule.family_id
      WHERE rule.subject = about AND rule.customer_class IN ('', class)
        AND rule.role IN ('', held.role)
        AND (climb.id IS NOT NULL OR rule.family_id = '00000000-0000-0000-0000-000000000000')
      ORDER BY COALESCE(climb.height, 1000), rule.customer_class DESC, rule.role DESC LIMIT 1),
    CASE about WHEN 'line' THEN 'warn' ELSE COALESCE(
      (SELECT value FROM setting WHERE name = 'floor.document'), 'ask') END))), 3)
  FROM held
$$;

-- What is kept of a price after a cascade of discounts: exact, for the floor is.
CREATE FUNCTION discounts_kept(discounts text) RETURNS numeric LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  one text;
  kept numeric := 1;
BEGIN
  FOREACH one IN ARRAY string_to_array(trim(discounts), ' ') LOOP
    IF one <> '' THEN kept := kept * (10000 - one::numeric) * 0.0001; END IF;
  END LOOP;
  RETURN kept;
END
$$;

-- The strictest of what the lines of a quote ask of a person, taken in those quantities where an order is
-- named: price × kept × (1 − floor) < cost × rate, on the cost that a derogation covers a part of.
CREATE FUNCTION floor_of_lines(asked uuid, ordered uuid, person uuid) RETURNS integer
LANGUAGE sql STABLE AS $$
  WITH head AS (
    -- A price is in the currency of the quote, a cost in the company's (0026).
    SELECT customer.customer_class AS class, COALESCE(quote.rate, 100000000) AS rate
    FROM quote JOIN customer ON customer.id = quote.customer_id WHERE quote.id = asked
  ), found AS MATERIALIZED (
    SELECT floors.* FROM family_floor_found AS floors, head
    WHERE floors.customer_class IN ('', head.class)
  ), sold AS (
    SELECT line.line, line.unit_price, line.discounts, product.family_id, cost.unit_cost AS usual,
      COALESCE(taken.quantity, line.quantity) AS quantity,
      LEAST(granted.quantity, COALESCE(taken.quantity, line.quantity)) AS granted,
      granted.unit_cost AS granted_cost
    FROM quote_line AS line JOIN product ON product.id = line.product_id
      JOIN quote_line_cost AS cost ON cost.quote_id = line.quote_id AND cost.line = line.line
      LEFT JOIN quote_line_derogation AS granted
        ON granted.quote_id = line.quote_id AND granted.line = line.line
      LEFT JOIN order_line AS taken ON taken.order_id = ordered AND taken.line = line.line
    WHERE line.quote_id = asked AND line.kind = 'product'
      -- Without such a rule lines only warn, and nobody has to look at them.
      AND EXISTS (SELECT 1 FROM floor_rule WHERE subject = 'line' AND action <> 'warn')
      AND (CASE WHEN ordered IS NULL THEN line.choice = 'firm' ELSE taken.line IS NOT NULL END)
  ), mixed AS (
    SELECT sold.*, (
        SELECT found.floor FROM found WHERE found.family_id = sold.family_id
        ORDER BY found.customer_class DESC LIMIT 1) AS floor,
      CASE WHEN granted > 0 AND granted_cost < usual THEN
        (granted * granted_cost + (quantity - granted) * usual + quantity - 1) / quantity
      ELSE usual END AS unit_cost
    FROM sold WHERE quantity > 0 AND unit_price > 0
  )
  SELECT COALESCE(MAX(floor_action('line', mixed.family_id, head.class, person)), 0)
  FROM mixed, head
  WHERE unit_price * discounts_kept(discounts) * (10000 - floor) * 100000000
    < unit_cost::numeric * 10000 * head.rate
$$;

-- The strictest of what a quote asks of a person: 0 nothing, 1 warn, 2 ask, 3 block.
CREATE FUNCTION quote_floor_rank(asked uuid, person uuid) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT GREATEST(
    floor_of_lines(asked, NULL, person),
    CASE WHEN sums.uncosted_lines > 0 THEN 2 ELSE 0 END,
    CASE WHEN sums.is_under THEN floor_action('document', NULL, (
      SELECT customer.customer_class FROM quote JOIN customer ON customer.id = quote.customer_id
      WHERE quote.id = asked), person) ELSE 0 END)
  FROM quote_sums(asked) AS sums
$$;

-- The same for what was taken of one.
CREATE FUNCTION order_floor_rank(asked uuid, person uuid) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT GREATEST(
    floor_of_lines(sold.quote_id, sold.id, person),
    CASE WHEN sums.uncosted_lines > 0 THEN 2 ELSE 0 END,
    CASE WHEN sums.is_under
      THEN floor_action('document', NULL, customer.customer_class, person) ELSE 0 END)
  FROM sales_order AS sold JOIN customer ON customer.id = sold.customer_id,
    order_sums(asked) AS sums
  WHERE sold.id = asked
$$;

-- What is taken of a quote, by who takes it: the verdict, and nothing of what it is made of.
CREATE OR REPLACE FUNCTION order_needs_approval(asked uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT order_floor_rank(asked, wall_person()) > 1
$$;

-- Whether a version is agreed to, for somebody of whom the floors ask so much: in its terms, under the
-- floors of today while it is a draft, and by somebody whom they do not block.
CREATE FUNCTION floor_is_agreed(asked uuid, terms bigint, is_draft boolean) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM approval
    WHERE quote_id = asked AND terms_revision = terms AND state = 'granted'
      AND (NOT is_draft OR floor_revision
        = COALESCE((SELECT revision FROM floor_revision WHERE id = 1), 0))
      AND quote_floor_rank(asked, decided_by) < 3)
$$;

-- A version that was sent keeps its terms (0025), and the floors ask what they ask of who sends or accepts.
CREATE OR REPLACE FUNCTION quote_wall() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rank integer;
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
  THEN
    rank := quote_floor_rank(NEW.id, wall_person());
    IF rank > 1 AND NOT floor_is_agreed(NEW.id, NEW.terms_revision, OLD.state = 'draft')
      AND (rank = 3 OR NEW.state = 'accepted' OR NOT EXISTS (
        SELECT 1 FROM setting WHERE name = 'floor.sendingNeedsApproval' AND value = 'false'))
    THEN
      PERFORM wall_refuse('a quote under its floor is sent and accepted only with an approval');
    END IF;
  END IF;
  RETURN NEW;
END
$$;

-- No program makes an order out of a quote under its floor without an approval of exactly its terms (0012),
-- unless the floors only warned whoever accepted it; nor out of one of which more was asked.
CREATE OR REPLACE FUNCTION quote_accept_floor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'accepted' AND OLD.state <> 'accepted'
    AND COALESCE(
      (SELECT action FROM quote_verdict WHERE quote_id = NEW.id),
      CASE WHEN NEW.under_floor = 1 THEN 'ask' ELSE 'warn' END) <> 'warn'
    AND NOT wall_is_approved(NEW.id, NEW.terms_revision)
  THEN
    RAISE EXCEPTION 'a quote under its floor is accepted only with an approval of its terms';
  END IF;
  RETURN NEW;
END
$$;

-- What was asked of who accepted stays with the order: quote_wall judged it then.
CREATE FUNCTION quote_verdict_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_is_open() AND (SELECT state FROM quote WHERE id = OLD.quote_id) = 'accepted' THEN
    PERFORM wall_refuse('what the floors asked of an order stays');
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER quote_verdict_wall BEFORE UPDATE OR DELETE ON quote_verdict
  FOR EACH ROW EXECUTE FUNCTION quote_verdict_wall();

-- An approval is asked for and decided under the floors of that moment.
CREATE FUNCTION approval_floor_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.floor_revision = OLD.floor_revision AND NEW.state = OLD.state THEN
    RETURN NEW;
  END IF;
  IF NEW.floor_revision <> COALESCE((SELECT revision FROM floor_revision WHERE id = 1), 0)
    AND NEW.state IN ('asked', 'granted') AND (TG_OP = 'INSERT' OR OLD.state = 'asked')
  THEN
    PERFORM wall_refuse('an approval holds for the floors of today');
  END IF;
  IF NEW.state = 'granted' AND quote_floor_rank(NEW.quote_id, wall_person()) = 3 THEN
    PERFORM wall_refuse('who is blocked himself approves nothing under this floor');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER approval_floor_wall BEFORE INSERT OR UPDATE ON approval
  FOR EACH ROW EXECUTE FUNCTION approval_floor_wall();

SELECT wall_own_functions();

DO $$
DECLARE
  kind text;
BEGIN
  IF wall_group('manager') IS NULL THEN RETURN; END IF;
  EXECUTE format('GRANT INSERT, UPDATE, DELETE ON floor_rule TO %I', wall_group('manager'));
  -- What papers say of the company itself (its address, its numbers) is a manager's word, like settings.
  EXECUTE format('GRANT UPDATE ON company TO %I', wall_group('manager'));
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON quote_verdict TO %I', wall_group(kind));
  END LOOP;
END
$$;
