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

-- Every desk counts in the same few rows, and whoever changed one would hold it until its act is done:
-- totals are touched at COMMIT only, one desk after the other. Of the triggers of a row the one whose
-- name sorts first takes the turn; it ends with the transaction.
CREATE FUNCTION totals_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('comptoir totals ' || TG_TABLE_SCHEMA, 2));
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER a_turn AFTER INSERT OR UPDATE OR DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION totals_turn();

CREATE FUNCTION stage_total_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.outcome = 'open' THEN PERFORM stage_total_subtract(OLD); END IF;
  IF TG_OP <> 'DELETE' AND NEW.outcome = 'open' THEN PERFORM stage_total_add(NEW); END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER stage_total_insert AFTER INSERT ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stage_total_keep();
CREATE CONSTRAINT TRIGGER stage_total_delete AFTER DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stage_total_keep();
CREATE CONSTRAINT TRIGGER stage_total_move
  AFTER UPDATE OF stage_id, salesperson_id, outcome, amount, probability ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION stage_total_keep();
