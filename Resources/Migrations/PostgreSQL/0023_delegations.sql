-- Who decides in the place of a manager who is away, and from which day to which; for whom a decision was
-- taken stays on the approval.
CREATE TABLE approval_delegation (
  id uuid NOT NULL,
  delegator_id uuid NOT NULL REFERENCES salesperson,
  delegate_id uuid NOT NULL REFERENCES salesperson,
  from_day bigint NOT NULL,
  to_day bigint NOT NULL,
  ended bigint NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (from_day <= to_day),
  CHECK (delegator_id <> delegate_id)
);

CREATE INDEX approval_delegation_delegate ON approval_delegation (delegate_id);

ALTER TABLE approval ADD COLUMN decided_for uuid REFERENCES salesperson;

CREATE INDEX approval_decided ON approval (decided_at) WHERE decided_at IS NOT NULL;

-- Whether a manager who works here has given this person her decisions of today, a day of the company.
CREATE FUNCTION wall_stands_in(person uuid, absent uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM approval_delegation AS given
      JOIN salesperson ON salesperson.id = given.delegator_id AND salesperson.active = 1
      JOIN salesperson_role AS held ON held.salesperson_id = given.delegator_id
        AND held.role IN ('manager', 'administrator')
    WHERE given.delegate_id = person AND given.delegator_id = absent AND given.ended = 0
      AND (SELECT (now() AT TIME ZONE time_zone)::date - DATE '1970-01-01' FROM company)
        BETWEEN given.from_day AND given.to_day)
$$;

-- A manager gives away her own decisions, and nobody else's.
CREATE FUNCTION delegation_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF wall_is_open() THEN RETURN NEW; END IF;
  IF NOT wall_holds('manager') OR NEW.delegator_id IS DISTINCT FROM wall_person()
    OR (TG_OP = 'UPDATE' AND OLD.delegator_id IS DISTINCT FROM NEW.delegator_id)
  THEN
    PERFORM wall_refuse('a manager delegates her own decisions');
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER delegation_wall BEFORE INSERT OR UPDATE ON approval_delegation
  FOR EACH ROW EXECUTE FUNCTION delegation_wall();

-- As in 0012, and whoever stands in for an absent manager decides in that manager's name.
CREATE OR REPLACE FUNCTION approval_wall() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.decided_for IS NOT NULL THEN
    IF NOT wall_stands_in(me, NEW.decided_for) THEN
      PERFORM wall_refuse('an approval is decided for a manager who delegated it');
    END IF;
  ELSIF NOT wall_holds('manager') THEN
    PERFORM wall_refuse('an approval is decided by a manager');
  END IF;
  IF NEW.state <> 'asked' AND NEW.decided_by IS DISTINCT FROM me THEN
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

DO $$
DECLARE
  one text;
BEGIN
  FOREACH one IN ARRAY ARRAY[
    'wall_stands_in(uuid, uuid)', 'delegation_wall()', 'approval_wall()']
  LOOP
    EXECUTE format(
      'ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', one, current_schema());
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
  END LOOP;
  IF wall_group('manager') IS NOT NULL THEN
    EXECUTE format(
      'GRANT INSERT, UPDATE, DELETE ON approval_delegation TO %I', wall_group('manager'));
  END IF;
END
$$;
