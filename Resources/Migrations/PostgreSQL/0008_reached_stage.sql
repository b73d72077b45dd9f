-- The furthest stage an opportunity ever entered, kept beside it: a cohort is then one pass over one
-- index, however many stays lie behind (rules.md 2.16). It is the greatest place among the stays that
-- a date proves, losing apart; null where no date proves any. Not a field of the record: nobody types
-- it, and it moves without a new version.
ALTER TABLE opportunity ADD COLUMN reached bigint;

CREATE VIEW opportunity_reach AS
  SELECT stay.opportunity_id, MAX(stage.sequence) AS reached
  FROM opportunity_stay AS stay JOIN stage ON stage.id = stay.stage_id
  WHERE stage.outcome <> 'lost' AND (stay.entered_day IS NOT NULL OR stay.left_day IS NOT NULL)
  GROUP BY stay.opportunity_id;

UPDATE opportunity SET reached =
  (SELECT reach.reached FROM opportunity_reach AS reach WHERE reach.opportunity_id = opportunity.id);

-- An index is not changed while triggers of its table wait for the COMMIT.
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;

CREATE FUNCTION opportunity_reached_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.opportunity_id ELSE NEW.opportunity_id END;
BEGIN
  UPDATE opportunity SET reached =
    (SELECT reach.reached FROM opportunity_reach AS reach WHERE reach.opportunity_id = changed)
  WHERE id = changed;
  RETURN NULL;
END
$$;

CREATE TRIGGER opportunity_reached_insert AFTER INSERT ON opportunity_stay
  FOR EACH ROW EXECUTE FUNCTION opportunity_reached_keep();
CREATE TRIGGER opportunity_reached_update
  AFTER UPDATE OF stage_id, entered_day, left_day ON opportunity_stay
  FOR EACH ROW EXECUTE FUNCTION opportunity_reached_keep();
CREATE TRIGGER opportunity_reached_delete AFTER DELETE ON opportunity_stay
  FOR EACH ROW EXECUTE FUNCTION opportunity_reached_keep();

-- A manager moves a stage of the pipeline: rare, and then everything is counted anew.
CREATE FUNCTION opportunity_reached_recount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE opportunity SET reached =
    (SELECT reach.reached FROM opportunity_reach AS reach
      WHERE reach.opportunity_id = opportunity.id)
  WHERE pipeline_id = NEW.pipeline_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER opportunity_reached_stage AFTER UPDATE OF sequence, outcome ON stage
  FOR EACH ROW WHEN (OLD.sequence <> NEW.sequence OR OLD.outcome <> NEW.outcome)
  EXECUTE FUNCTION opportunity_reached_recount();

DROP INDEX opportunity_cohort;
CREATE INDEX opportunity_cohort ON opportunity (
  pipeline_id, opened_day, salesperson_id, outcome, created_day, reached);
