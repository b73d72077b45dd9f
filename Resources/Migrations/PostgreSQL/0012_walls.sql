-- The walls between people on a server (architecture.md §4): each person logs in as himself, and what the
-- program refuses him the server refuses too, also to psql.
--
--   login ── member of ──► <company>_salesperson │ _manager │ _orderdesk     what may be written at all
--     └─ salesperson.login = session_user ──► salesperson_role ──► triggers   whose rows, which columns
--
-- The owner of the schema is the company's administrator: no wall stands in his way, and a company whose
-- desks share one login has none. Groups need a CREATEROLE owner; without it there are none, and nothing
-- else changes. Costs can be read by whoever sells; hiding them is not built yet.

-- Whether the session is the owner's, or an administrator's.
CREATE FUNCTION wall_is_open() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT pg_has_role(session_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'act'::regclass
$$;

-- Who the session is; null where nobody who works here has this login.
CREATE FUNCTION wall_person() RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT id FROM salesperson WHERE login = session_user AND active = 1
$$;

CREATE FUNCTION wall_holds(wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM salesperson_role WHERE salesperson_id = wall_person() AND role = wanted)
$$;

CREATE FUNCTION wall_refuse(reason text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', reason USING ERRCODE = 'insufficient_privilege';
END
$$;

-- Σ amount × (1 − floor) < Σ cost (rules.md 2.3), read anew from the lines: what the quote's own row says
-- of itself proves nothing. A product line without a cost asks as well.
CREATE FUNCTION wall_needs_approval(asked uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  WITH RECURSIVE head AS (
    SELECT customer.customer_class AS class FROM quote JOIN customer ON customer.id = quote.customer_id
    WHERE quote.id = asked
  ), sold AS (
    SELECT line.line, line.net_amount, cost.cost_amount, product.family_id
    FROM quote_line AS line JOIN product ON product.id = line.product_id
      LEFT JOIN quote_line_cost AS cost ON cost.quote_id = line.quote_id AND cost.line = line.line
    WHERE line.quote_id = asked AND line.kind = 'product'
  ), climb AS (
    SELECT line, family_id, 0 AS height FROM sold WHERE family_id IS NOT NULL
    UNION ALL
    SELECT climb.line, family.parent_id, climb.height + 1
    FROM climb JOIN family ON family.id = climb.family_id
    WHERE family.parent_id IS NOT NULL AND climb.height < 50
  ), found AS (
    SELECT DISTINCT ON (climb.line) climb.line, own.floor
    FROM climb JOIN family_floor AS own ON own.family_id = climb.family_id
    WHERE own.customer_class IN ('', (SELECT class FROM head))
    ORDER BY climb.line, climb.height, own.customer_class DESC
  )
  SELECT COALESCE(bool_or(sold.cost_amount IS NULL), false)
    OR COALESCE(SUM(sold.net_amount * (10000 - found.floor)) FILTER (WHERE sold.cost_amount IS NOT NULL), 0)
      < COALESCE(SUM(sold.cost_amount) FILTER (WHERE found.floor IS NOT NULL), 0) * 10000
  FROM sold LEFT JOIN found ON found.line = sold.line
$$;

CREATE FUNCTION wall_is_approved(asked uuid, terms bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM approval
    WHERE quote_id = asked AND terms_revision = terms AND state = 'granted')
$$;

-- Nobody accepts under the floor without an approval, not even the owner: the twin of SQLite's trigger.
CREATE FUNCTION quote_accept_floor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'accepted' AND OLD.state <> 'accepted' AND NEW.under_floor = 1
    AND NOT wall_is_approved(NEW.id, NEW.terms_revision)
  THEN
    RAISE EXCEPTION 'a quote under its floor is accepted only with an approval of its terms';
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER quote_accept_floor BEFORE UPDATE OF state ON quote
  FOR EACH ROW EXECUTE FUNCTION quote_accept_floor();

-- An act is its actor's own.
CREATE FUNCTION act_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_is_open() AND NEW.actor_id IS DISTINCT FROM wall_person() THEN
    PERFORM wall_refuse('an act is written by the person who does it');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER act_wall BEFORE INSERT ON act FOR EACH ROW EXECUTE FUNCTION act_wall();

-- A quote begins as a draft; what was handed over keeps its terms; what needs an approval has one.
CREATE FUNCTION quote_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN PERFORM wall_refuse('a quote begins as a draft'); END IF;
    RETURN NEW;
  END IF;
  IF OLD.state <> 'draft' AND (
    NEW.state = 'draft' OR (
      NEW.net_amount, NEW.vat_amount, NEW.total_amount, NEW.discount, NEW.carriage,
      NEW.terms_revision, NEW.under_floor, NEW.currency, NEW.customer_id)
    IS DISTINCT FROM (
      OLD.net_amount, OLD.vat_amount, OLD.total_amount, OLD.discount, OLD.carriage,
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
CREATE TRIGGER quote_wall BEFORE INSERT OR UPDATE ON quote
  FOR EACH ROW EXECUTE FUNCTION quote_wall();

-- The lines of a version that was sent are frozen, and so are their costs.
CREATE FUNCTION quote_line_wall() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  asked uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.quote_id ELSE NEW.quote_id END;
BEGIN
  IF NOT wall_is_open() AND (SELECT state FROM quote WHERE id = asked) <> 'draft' THEN
    PERFORM wall_refuse('a version that was sent is frozen');
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER quote_line_wall BEFORE INSERT OR UPDATE OR DELETE ON quote_line
  FOR EACH ROW EXECUTE FUNCTION quote_line_wall();
CREATE TRIGGER quote_line_cost_wall BEFORE INSERT OR UPDATE OR DELETE ON quote_line_cost
  FOR EACH ROW EXECUTE FUNCTION quote_line_wall();

-- The cost frozen on a line is a cost of its product: today's, or one frozen under the same number.
CREATE FUNCTION quote_line_cost_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  sold uuid;
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  SELECT product_id INTO sold FROM quote_line WHERE quote_id = NEW.quote_id AND line = NEW.line;
  IF NOT EXISTS (
      SELECT 1 FROM product_cost
      WHERE product_id = sold AND method = NEW.method AND unit_cost = NEW.unit_cost)
    AND NOT EXISTS (
      SELECT 1 FROM quote AS mine
        JOIN quote AS other ON other.number = mine.number
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
CREATE TRIGGER quote_line_cost_true BEFORE INSERT OR UPDATE ON quote_line_cost
  FOR EACH ROW EXECUTE FUNCTION quote_line_cost_true();

CREATE FUNCTION frozen_cost_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT wall_is_open() THEN PERFORM wall_refuse('the cost of an order is frozen'); END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER order_line_cost_wall BEFORE UPDATE ON order_line_cost
  FOR EACH ROW EXECUTE FUNCTION frozen_cost_wall();
CREATE TRIGGER sales_order_cost_wall BEFORE UPDATE ON sales_order_cost
  FOR EACH ROW EXECUTE FUNCTION frozen_cost_wall();

-- A list price is a manager's word; a cost moves only with goods of the same transaction, or by one.
CREATE FUNCTION product_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.list_price, NEW.price_unit) IS DISTINCT FROM (OLD.list_price, OLD.price_unit)
    AND NOT wall_is_open() AND NOT wall_holds('manager')
  THEN
    PERFORM wall_refuse('a list price is changed by a manager');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER product_wall BEFORE UPDATE ON product
  FOR EACH ROW EXECUTE FUNCTION product_wall();

CREATE FUNCTION product_cost_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() OR wall_holds('manager') THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND NEW.unit_cost = OLD.unit_cost THEN RETURN NEW; END IF;
  IF NOT EXISTS (
    SELECT 1 FROM stock_move AS move
    WHERE move.product_id = NEW.product_id AND move.xmin = pg_current_xact_id()::xid)
  THEN
    PERFORM wall_refuse('a cost moves with goods, or by a manager');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER product_cost_wall BEFORE INSERT OR UPDATE ON product_cost
  FOR EACH ROW EXECUTE FUNCTION product_cost_wall();

-- Credit is a manager's word.
CREATE FUNCTION customer_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() OR wall_holds('manager') THEN RETURN NEW; END IF;
  IF (NEW.credit_limit, NEW.blocked) IS DISTINCT FROM (OLD.credit_limit, OLD.blocked) THEN
    PERFORM wall_refuse('a credit limit and a block are set by a manager');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER customer_wall BEFORE UPDATE ON customer
  FOR EACH ROW EXECUTE FUNCTION customer_wall();

-- Asked by whoever sells, in his own name; decided by a manager, in hers, and not on one's own quote
-- unless nobody else could.
CREATE FUNCTION approval_wall() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  me uuid := wall_person();
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'asked' OR NEW.asked_by IS DISTINCT FROM me THEN
      PERFORM wall_refuse('an approval is asked for in one''s own name');
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.id, NEW.quote_id, NEW.terms_revision, NEW.asked_by)
    IS DISTINCT FROM (OLD.id, OLD.quote_id, OLD.terms_revision, OLD.asked_by)
  THEN
    PERFORM wall_refuse('what was asked for does not change');
  END IF;
  IF NOT wall_holds('manager') OR (NEW.state <> 'asked' AND NEW.decided_by IS DISTINCT FROM me) THEN
    PERFORM wall_refuse('an approval is decided by a manager');
  END IF;
  IF (NEW.asked_by = me OR (SELECT salesperson_id FROM quote WHERE id = NEW.quote_id) = me)
    AND EXISTS (
      SELECT 1 FROM salesperson_role AS held JOIN salesperson ON salesperson.id = held.salesperson_id
      WHERE held.role IN ('manager', 'administrator') AND salesperson.active = 1
        AND salesperson.id <> me)
  THEN
    PERFORM wall_refuse('nobody approves his own quote');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER approval_wall BEFORE INSERT OR UPDATE ON approval
  FOR EACH ROW EXECUTE FUNCTION approval_wall();

-- Groups of this company: one per role, named after the database and the schema.
CREATE FUNCTION wall_group(role text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN NULL;
END
$$;

-- Who is in which group, after the rows of salesperson_role. A login the server does not know is left
-- alone: its administrator makes it (CREATE ROLE … LOGIN), the program never does.
CREATE FUNCTION wall_seat(person uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  seat text;
  is_active boolean;
  wanted text;
BEGIN
  SELECT login, active = 1 INTO seat, is_active FROM salesperson WHERE id = person;
  IF seat IS NULL OR wall_group('manager') IS NULL
    OR NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = seat)
  THEN
    RETURN;
  END IF;
  FOREACH wanted IN ARRAY ARRAY['salesperson', 'manager', 'orderDesk'] LOOP
    IF is_active AND EXISTS (
      SELECT 1 FROM salesperson_role WHERE salesperson_id = person AND role = wanted)
    THEN
      EXECUTE format('GRANT %I TO %I', wall_group(wanted), seat);
    ELSE
      EXECUTE format('REVOKE %I FROM %I', wall_group(wanted), seat);
    END IF;
  END LOOP;
END
$$;

CREATE FUNCTION wall_seat_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'salesperson' THEN
    PERFORM wall_seat(NEW.id);
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM wall_seat(OLD.salesperson_id);
  ELSE
    PERFORM wall_seat(NEW.salesperson_id);
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER wall_seat_roles AFTER INSERT OR UPDATE OR DELETE ON salesperson_role
  FOR EACH ROW EXECUTE FUNCTION wall_seat_keep();
CREATE TRIGGER wall_seat_person AFTER UPDATE OF login, active ON salesperson
  FOR EACH ROW EXECUTE FUNCTION wall_seat_keep();

-- What is kept by triggers is written in the owner's name: nobody else may touch the totals. The path of
-- a function in somebody else's name is fixed, and temporary tables come last.
DO $$
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

-- Rows of the search indexes are numbered by desks that work at the same time: SQLite, with one writer,
-- looks for the greatest (Sources/SalesStore/Search.swift).
CREATE SEQUENCE product_search_key;
CREATE SEQUENCE customer_search_key;
CREATE SEQUENCE opportunity_search_key;

-- The groups, and what each may write at all. Everybody who works here reads everything.
DO $$
DECLARE
  base text := left('comptoir_' || current_database() || '_' || current_schema(), 48) || '_';
  kind text;
  team text;
  seller_tables text[] := ARRAY[
    'customer', 'contact', 'site', 'customer_search', 'product', 'product_alias', 'product_unit',
    'product_cost', 'product_search', 'opportunity', 'opportunity_stay', 'opportunity_postponement',
    'opportunity_search', 'activity', 'interaction', 'quote', 'quote_cost', 'quote_line',
    'quote_line_cost', 'approval', 'document_file', 'document_attachment', 'sales_order',
    'sales_order_cost', 'order_line', 'order_line_cost', 'promise', 'reservation', 'stock_level',
    'stock_move', 'delivery', 'delivery_line', 'purchase_request', 'purchase_request_need',
    'purchase_order', 'purchase_line', 'purchase_line_request', 'receipt', 'receipt_line',
    'customer_product', 'number_series', 'open_item'];
  manager_tables text[] := ARRAY['setting', 'family_floor', 'price_list', 'price_rule'];
  log_tables text[] := ARRAY['act', 'act_subject', 'event'];
  one text;
BEGIN
  IF NOT (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user) THEN
    RETURN;
  END IF;
  EXECUTE format(
    'CREATE OR REPLACE FUNCTION wall_group(role text) RETURNS text LANGUAGE sql IMMUTABLE'
    || ' SECURITY DEFINER SET search_path = %I, pg_temp AS $body$ SELECT %L || lower(role) $body$',
    current_schema(), base);
  FOREACH kind IN ARRAY ARRAY['salesperson', 'manager', 'orderdesk'] LOOP
    team := base || kind;
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = team) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', team);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), team);
    EXECUTE format('GRANT SELECT ON ALL TABLES IN SCHEMA %I TO %I', current_schema(), team);
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT ON TABLES TO %I', current_schema(), team);
    EXECUTE format(
      'GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA %I TO %I', current_schema(), team);
    FOREACH one IN ARRAY seller_tables LOOP
      EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %I', one, team);
    END LOOP;
    FOREACH one IN ARRAY log_tables LOOP
      EXECUTE format('GRANT INSERT ON %I TO %I', one, team);
    END LOOP;
  END LOOP;
  FOREACH one IN ARRAY manager_tables LOOP
    EXECUTE format('GRANT INSERT, UPDATE, DELETE ON %I TO %I', one, base || 'manager');
  END LOOP;
END
$$;
