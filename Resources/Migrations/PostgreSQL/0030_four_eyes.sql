-- As in 0023, and four eyes whoever stands in: nobody decides in the name of somebody whose own the quote is,
-- or who asked for it, unless that one is the only approver there is.
CREATE FUNCTION wall_owns_quote(person uuid, asked uuid, document uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (asked = person OR (SELECT salesperson_id FROM quote AS owned WHERE owned.id = document) = person)
    AND EXISTS (
      SELECT 1 FROM salesperson_role AS held JOIN salesperson ON salesperson.id = held.salesperson_id
      WHERE held.role IN ('manager', 'administrator') AND salesperson.active = 1
        AND salesperson.id <> person)
$$;

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
  IF wall_owns_quote(me, NEW.asked_by, NEW.quote_id)
    OR wall_owns_quote(NEW.decided_for, NEW.asked_by, NEW.quote_id)
  THEN
    PERFORM wall_refuse('nobody approves his own quote');
  END IF;
  RETURN NEW;
END
$$;

SELECT wall_own_functions();
