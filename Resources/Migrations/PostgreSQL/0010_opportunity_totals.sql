-- Opportunities by day and salesperson, kept as the orders of 0009 are: each table of totals has beside
-- it the view it must equal at any time. What a row was and what it is say everything: the triggers wait
-- for the COMMIT (0005). The salesperson is the zero id where there is none; a day or a
-- stage that nobody knows is -2147483648, which is before every other.

-- Cohorts: what was opened on a day, by how it stands and the furthest stage it ever entered. History
-- is known from the day on which the record was made (rules.md 2.16).
CREATE TABLE cohort_day_total (
  pipeline_id uuid NOT NULL,
  salesperson_id uuid NOT NULL,
  outcome text NOT NULL,
  has_history bigint NOT NULL,
  reached bigint NOT NULL,
  opened_day bigint NOT NULL,
  opportunities bigint NOT NULL,
  PRIMARY KEY (pipeline_id, salesperson_id, outcome, has_history, reached, opened_day)
);

CREATE VIEW cohort_day_sum AS
  SELECT
    pipeline_id, COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id, outcome,
    CASE WHEN opened_day >= created_day THEN 1 ELSE 0 END AS has_history,
    COALESCE(reached, -2147483648) AS reached, COALESCE(opened_day, -2147483648) AS opened_day,
    CAST(COUNT(*) AS BIGINT) AS opportunities
  FROM opportunity
  GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO cohort_day_total SELECT * FROM cohort_day_sum;

CREATE FUNCTION cohort_day_total_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cohort_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), NEW.outcome,
    CASE WHEN NEW.opened_day >= NEW.created_day THEN 1 ELSE 0 END,
    COALESCE(NEW.reached, -2147483648), COALESCE(NEW.opened_day, -2147483648), 1)
  ON CONFLICT (pipeline_id, salesperson_id, outcome, has_history, reached, opened_day) DO UPDATE SET
    opportunities = cohort_day_total.opportunities + excluded.opportunities;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cohort_day_total_insert AFTER INSERT ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION cohort_day_total_insert();

CREATE FUNCTION cohort_day_total_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cohort_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND outcome = OLD.outcome
    AND has_history = CASE WHEN OLD.opened_day >= OLD.created_day THEN 1 ELSE 0 END
    AND reached = COALESCE(OLD.reached, -2147483648)
    AND opened_day = COALESCE(OLD.opened_day, -2147483648);
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cohort_day_total_delete AFTER DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION cohort_day_total_delete();

CREATE FUNCTION cohort_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cohort_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND outcome = OLD.outcome
    AND has_history = CASE WHEN OLD.opened_day >= OLD.created_day THEN 1 ELSE 0 END
    AND reached = COALESCE(OLD.reached, -2147483648)
    AND opened_day = COALESCE(OLD.opened_day, -2147483648);
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cohort_day_total_leave AFTER UPDATE OF pipeline_id, salesperson_id, outcome, created_day, reached, opened_day ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION cohort_day_total_leave();

CREATE FUNCTION cohort_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cohort_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), NEW.outcome,
    CASE WHEN NEW.opened_day >= NEW.created_day THEN 1 ELSE 0 END,
    COALESCE(NEW.reached, -2147483648), COALESCE(NEW.opened_day, -2147483648), 1)
  ON CONFLICT (pipeline_id, salesperson_id, outcome, has_history, reached, opened_day) DO UPDATE SET
    opportunities = cohort_day_total.opportunities + excluded.opportunities;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cohort_day_total_enter AFTER UPDATE OF pipeline_id, salesperson_id, outcome, created_day, reached, opened_day ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION cohort_day_total_enter();

-- Closings by day: how many, for how much.
CREATE TABLE closing_day_total (
  pipeline_id uuid NOT NULL,
  outcome text NOT NULL,
  closed_day bigint NOT NULL,
  salesperson_id uuid NOT NULL,
  stage_id uuid NOT NULL,
  opportunities bigint NOT NULL,
  without_amount bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (pipeline_id, outcome, closed_day, salesperson_id, stage_id)
);

CREATE VIEW closing_day_sum AS
  SELECT
    pipeline_id, outcome, COALESCE(closed_day, -2147483648) AS closed_day,
    COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id, stage_id,
    CAST(COUNT(*) AS BIGINT) AS opportunities,
    CAST(SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS without_amount,
    CAST(SUM(COALESCE(amount, 0)) AS BIGINT) AS amount
  FROM opportunity
  WHERE outcome <> 'open'
  GROUP BY 1, 2, 3, 4, 5;

INSERT INTO closing_day_total SELECT * FROM closing_day_sum;

CREATE FUNCTION closing_day_total_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO closing_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.closed_day, -2147483648),
    COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), NEW.stage_id, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (pipeline_id, outcome, closed_day, salesperson_id, stage_id) DO UPDATE SET
    opportunities = closing_day_total.opportunities + excluded.opportunities,
    without_amount = closing_day_total.without_amount + excluded.without_amount,
    amount = closing_day_total.amount + excluded.amount;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER closing_day_total_insert AFTER INSERT ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome <> 'open')
  EXECUTE FUNCTION closing_day_total_insert();

CREATE FUNCTION closing_day_total_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE closing_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND closed_day = COALESCE(OLD.closed_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND stage_id = OLD.stage_id;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER closing_day_total_delete AFTER DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome <> 'open')
  EXECUTE FUNCTION closing_day_total_delete();

CREATE FUNCTION closing_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE closing_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND closed_day = COALESCE(OLD.closed_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND stage_id = OLD.stage_id;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER closing_day_total_leave AFTER UPDATE OF pipeline_id, outcome, closed_day, salesperson_id, stage_id, amount ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome <> 'open')
  EXECUTE FUNCTION closing_day_total_leave();

CREATE FUNCTION closing_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO closing_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.closed_day, -2147483648),
    COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), NEW.stage_id, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (pipeline_id, outcome, closed_day, salesperson_id, stage_id) DO UPDATE SET
    opportunities = closing_day_total.opportunities + excluded.opportunities,
    without_amount = closing_day_total.without_amount + excluded.without_amount,
    amount = closing_day_total.amount + excluded.amount;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER closing_day_total_enter AFTER UPDATE OF pipeline_id, outcome, closed_day, salesperson_id, stage_id, amount ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome <> 'open')
  EXECUTE FUNCTION closing_day_total_enter();

-- What is expected on a day: each opportunity weighted and rounded, then summed (rules.md 2.1).
CREATE TABLE forecast_day_total (
  pipeline_id uuid NOT NULL,
  expected_close_day bigint NOT NULL,
  salesperson_id uuid NOT NULL,
  opportunities bigint NOT NULL,
  without_amount bigint NOT NULL,
  weighted bigint NOT NULL,
  PRIMARY KEY (pipeline_id, expected_close_day, salesperson_id)
);

CREATE VIEW forecast_day_sum AS
  SELECT
    pipeline_id, COALESCE(expected_close_day, -2147483648) AS expected_close_day,
    COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id,
    CAST(COUNT(*) AS BIGINT) AS opportunities,
    CAST(SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS without_amount,
    CAST(SUM((COALESCE(amount, 0) * probability + 5000) / 10000) AS BIGINT) AS weighted
  FROM opportunity
  WHERE outcome = 'open'
  GROUP BY 1, 2, 3;

INSERT INTO forecast_day_total SELECT * FROM forecast_day_sum;

CREATE FUNCTION forecast_day_total_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO forecast_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.expected_close_day, -2147483648),
    COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), 1, CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END,
    (COALESCE(NEW.amount, 0) * NEW.probability + 5000) / 10000)
  ON CONFLICT (pipeline_id, expected_close_day, salesperson_id) DO UPDATE SET
    opportunities = forecast_day_total.opportunities + excluded.opportunities,
    without_amount = forecast_day_total.without_amount + excluded.without_amount,
    weighted = forecast_day_total.weighted + excluded.weighted;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forecast_day_total_insert AFTER INSERT ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome = 'open')
  EXECUTE FUNCTION forecast_day_total_insert();

CREATE FUNCTION forecast_day_total_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE forecast_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    weighted = weighted - (COALESCE(OLD.amount, 0) * OLD.probability + 5000) / 10000
  WHERE pipeline_id = OLD.pipeline_id
    AND expected_close_day = COALESCE(OLD.expected_close_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid));
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forecast_day_total_delete AFTER DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome = 'open')
  EXECUTE FUNCTION forecast_day_total_delete();

CREATE FUNCTION forecast_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE forecast_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    weighted = weighted - (COALESCE(OLD.amount, 0) * OLD.probability + 5000) / 10000
  WHERE pipeline_id = OLD.pipeline_id
    AND expected_close_day = COALESCE(OLD.expected_close_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid));
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forecast_day_total_leave AFTER UPDATE OF pipeline_id, expected_close_day, salesperson_id, outcome, amount, probability ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome = 'open')
  EXECUTE FUNCTION forecast_day_total_leave();

CREATE FUNCTION forecast_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO forecast_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.expected_close_day, -2147483648),
    COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), 1, CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END,
    (COALESCE(NEW.amount, 0) * NEW.probability + 5000) / 10000)
  ON CONFLICT (pipeline_id, expected_close_day, salesperson_id) DO UPDATE SET
    opportunities = forecast_day_total.opportunities + excluded.opportunities,
    without_amount = forecast_day_total.without_amount + excluded.without_amount,
    weighted = forecast_day_total.weighted + excluded.weighted;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forecast_day_total_enter AFTER UPDATE OF pipeline_id, expected_close_day, salesperson_id, outcome, amount, probability ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome = 'open')
  EXECUTE FUNCTION forecast_day_total_enter();

-- Open opportunities by the day they entered their stage: what stagnates is what lies before a day.
CREATE TABLE stage_day_total (
  stage_id uuid NOT NULL,
  salesperson_id uuid NOT NULL,
  stage_day bigint NOT NULL,
  opportunities bigint NOT NULL,
  without_amount bigint NOT NULL,
  amount bigint NOT NULL,
  PRIMARY KEY (stage_id, salesperson_id, stage_day)
);

CREATE VIEW stage_day_sum AS
  SELECT
    stage_id, COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id, stage_day,
    CAST(COUNT(*) AS BIGINT) AS opportunities,
    CAST(SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS without_amount,
    CAST(SUM(COALESCE(amount, 0)) AS BIGINT) AS amount
  FROM opportunity
  WHERE outcome = 'open' AND stage_day IS NOT NULL
  GROUP BY 1, 2, 3;

INSERT INTO stage_day_total SELECT * FROM stage_day_sum;

CREATE FUNCTION stage_day_total_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage_day_total VALUES (
    NEW.stage_id, COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), NEW.stage_day, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (stage_id, salesperson_id, stage_day) DO UPDATE SET
    opportunities = stage_day_total.opportunities + excluded.opportunities,
    without_amount = stage_day_total.without_amount + excluded.without_amount,
    amount = stage_day_total.amount + excluded.amount;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER stage_day_total_insert AFTER INSERT ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome = 'open' AND NEW.stage_day IS NOT NULL)
  EXECUTE FUNCTION stage_day_total_insert();

CREATE FUNCTION stage_day_total_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE stage_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE stage_id = OLD.stage_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND stage_day = OLD.stage_day;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER stage_day_total_delete AFTER DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome = 'open' AND OLD.stage_day IS NOT NULL)
  EXECUTE FUNCTION stage_day_total_delete();

CREATE FUNCTION stage_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE stage_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE stage_id = OLD.stage_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND stage_day = OLD.stage_day;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER stage_day_total_leave AFTER UPDATE OF stage_id, salesperson_id, stage_day, outcome, amount ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome = 'open' AND OLD.stage_day IS NOT NULL)
  EXECUTE FUNCTION stage_day_total_leave();

CREATE FUNCTION stage_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO stage_day_total VALUES (
    NEW.stage_id, COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)), NEW.stage_day, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (stage_id, salesperson_id, stage_day) DO UPDATE SET
    opportunities = stage_day_total.opportunities + excluded.opportunities,
    without_amount = stage_day_total.without_amount + excluded.without_amount,
    amount = stage_day_total.amount + excluded.amount;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER stage_day_total_enter AFTER UPDATE OF stage_id, salesperson_id, stage_day, outcome, amount ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome = 'open' AND NEW.stage_day IS NOT NULL)
  EXECUTE FUNCTION stage_day_total_enter();

-- How long closed opportunities took, by the day of their closing: a distribution is one pass in the
-- order of the key. Those that lack one of the two days have no row.
CREATE TABLE cycle_day_total (
  pipeline_id uuid NOT NULL,
  outcome text NOT NULL,
  salesperson_id uuid NOT NULL,
  cycle_days bigint NOT NULL,
  closed_day bigint NOT NULL,
  opportunities bigint NOT NULL,
  PRIMARY KEY (pipeline_id, outcome, salesperson_id, cycle_days, closed_day)
);

CREATE VIEW cycle_day_sum AS
  SELECT
    pipeline_id, outcome, COALESCE(salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)) AS salesperson_id,
    closed_day - opened_day AS cycle_days, closed_day, CAST(COUNT(*) AS BIGINT) AS opportunities
  FROM opportunity
  WHERE outcome <> 'open' AND closed_day - opened_day IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5;

INSERT INTO cycle_day_total SELECT * FROM cycle_day_sum;

CREATE FUNCTION cycle_day_total_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cycle_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)),
    NEW.closed_day - NEW.opened_day, NEW.closed_day, 1)
  ON CONFLICT (pipeline_id, outcome, salesperson_id, cycle_days, closed_day) DO UPDATE SET
    opportunities = cycle_day_total.opportunities + excluded.opportunities;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cycle_day_total_insert AFTER INSERT ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome <> 'open' AND NEW.closed_day - NEW.opened_day IS NOT NULL)
  EXECUTE FUNCTION cycle_day_total_insert();

CREATE FUNCTION cycle_day_total_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cycle_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND cycle_days = OLD.closed_day - OLD.opened_day
    AND closed_day = OLD.closed_day;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cycle_day_total_delete AFTER DELETE ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome <> 'open' AND OLD.closed_day - OLD.opened_day IS NOT NULL)
  EXECUTE FUNCTION cycle_day_total_delete();

CREATE FUNCTION cycle_day_total_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cycle_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND salesperson_id = COALESCE(OLD.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid))
    AND cycle_days = OLD.closed_day - OLD.opened_day
    AND closed_day = OLD.closed_day;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cycle_day_total_leave AFTER UPDATE OF pipeline_id, outcome, salesperson_id, opened_day, closed_day ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.outcome <> 'open' AND OLD.closed_day - OLD.opened_day IS NOT NULL)
  EXECUTE FUNCTION cycle_day_total_leave();

CREATE FUNCTION cycle_day_total_enter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO cycle_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.salesperson_id, CAST('00000000-0000-0000-0000-000000000000' AS uuid)),
    NEW.closed_day - NEW.opened_day, NEW.closed_day, 1)
  ON CONFLICT (pipeline_id, outcome, salesperson_id, cycle_days, closed_day) DO UPDATE SET
    opportunities = cycle_day_total.opportunities + excluded.opportunities;
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cycle_day_total_enter AFTER UPDATE OF pipeline_id, outcome, salesperson_id, opened_day, closed_day ON opportunity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.outcome <> 'open' AND NEW.closed_day - NEW.opened_day IS NOT NULL)
  EXECUTE FUNCTION cycle_day_total_enter();

-- Indexes that served a figure and now serve lists only.
DROP INDEX opportunity_cohort;
CREATE INDEX opportunity_cohort ON opportunity (pipeline_id, opened_day);
DROP INDEX opportunity_closed;
CREATE INDEX opportunity_closed ON opportunity (pipeline_id, outcome, closed_day);
DROP INDEX opportunity_forecast;
CREATE INDEX opportunity_forecast ON opportunity (pipeline_id, expected_close_day)
  WHERE outcome = 'open';
DROP INDEX opportunity_stagnating;
CREATE INDEX opportunity_stagnating ON opportunity (stage_id, stage_day) WHERE outcome = 'open';

-- A stay that changes nothing leaves the opportunity alone.
CREATE OR REPLACE FUNCTION opportunity_reached_keep() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.opportunity_id ELSE NEW.opportunity_id END;
  furthest bigint := (
    SELECT reach.reached FROM opportunity_reach AS reach WHERE reach.opportunity_id = changed);
BEGIN
  UPDATE opportunity SET reached = furthest WHERE id = changed AND reached IS DISTINCT FROM furthest;
  RETURN NULL;
END
$$;
