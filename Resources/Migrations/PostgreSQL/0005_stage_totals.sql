-- Count and sums of a board's column, kept by the schema so that the board reads a few rows however
-- many opportunities there are. Only open ones; the salesperson is the zero id where there is none.
-- Weighted: each opportunity rounded half up to the cent, then summed (rules.md 2.1).
CREATE TABLE stage_total (
  stage_id uuid NOT NULL REFERENCES stage,
  salesperson_id uuid NOT NULL,
  opportunities bigint NOT NULL,
  without_amount bigint NOT NULL,
  amount bigint NOT NULL,
  weighted bigint NOT NULL,
  PRIMARY KEY (stage_id, salesperson_id)
);

CREATE FUNCTION stage_total_add(added opportunity) RETURNS void LANGUAGE sql AS $$
  INSERT INTO stage_total VALUES (
    added.stage_id, COALESCE(added.salesperson_id, '00000000-0000-0000-0000-000000000000'), 1,
    CASE WHEN added.amount IS NULL THEN 1 ELSE 0 END, COALESCE(added.amount, 0),
    (COALESCE(added.amount, 0) * added.probability + 5000) / 10000)
  ON CONFLICT (stage_id, salesperson_id) DO UPDATE SET
    opportunities = stage_total.opportunities + 1,
    without_amount = stage_total.without_amount + excluded.without_amount,
    amount = stage_total.amount + excluded.amount,
    weighted = stage_total.weighted + excluded.weighted
$$;

CREATE FUNCTION stage_total_subtract(removed opportunity) RETURNS void LANGUAGE sql AS $$
  UPDATE stage_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - CASE WHEN removed.amount IS NULL THEN 1 ELSE 0 END,
    amount = amount - COALESCE(removed.amount, 0),
    weighted = weighted - (COALESCE(removed.amount, 0) * removed.probability + 5000) / 10000
  WHERE stage_id = removed.stage_id
    AND salesperson_id
      = COALESCE(removed.salesperson_id, '00000000-0000-0000-0000-000000000000')
$$;

-- The two columns of a move are changed in the order of their keys, so that two desks that move cards
-- in opposite directions never wait for each other.
CREATE FUNCTION stage_total_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.outcome = 'open' THEN PERFORM stage_total_add(NEW); END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD.outcome = 'open' THEN PERFORM stage_total_subtract(OLD); END IF;
  ELSIF OLD.outcome = 'open' AND NEW.outcome = 'open' AND NEW.stage_id < OLD.stage_id THEN
    PERFORM stage_total_add(NEW);
    PERFORM stage_total_subtract(OLD);
  ELSE
    IF OLD.outcome = 'open' THEN PERFORM stage_total_subtract(OLD); END IF;
    IF NEW.outcome = 'open' THEN PERFORM stage_total_add(NEW); END IF;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER stage_total_insert AFTER INSERT ON opportunity
  FOR EACH ROW EXECUTE FUNCTION stage_total_keep();
CREATE TRIGGER stage_total_delete AFTER DELETE ON opportunity
  FOR EACH ROW EXECUTE FUNCTION stage_total_keep();
CREATE TRIGGER stage_total_move
  AFTER UPDATE OF stage_id, salesperson_id, outcome, amount, probability ON opportunity
  FOR EACH ROW EXECUTE FUNCTION stage_total_keep();
