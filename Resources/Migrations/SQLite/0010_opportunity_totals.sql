-- Opportunities by day and salesperson, kept as the orders of 0009 are: each table of totals has beside
-- it the view it must equal at any time. The salesperson is the zero id where there is none; a day or a
-- stage that nobody knows is -2147483648, which is before every other.

-- Cohorts: what was opened on a day, by how it stands and the furthest stage it ever entered. History
-- is known from the day on which the record was made (rules.md 2.16).
CREATE TABLE cohort_day_total (
  pipeline_id BLOB NOT NULL,
  salesperson_id BLOB NOT NULL,
  outcome TEXT NOT NULL,
  has_history INTEGER NOT NULL,
  reached INTEGER NOT NULL,
  opened_day INTEGER NOT NULL,
  opportunities INTEGER NOT NULL,
  PRIMARY KEY (pipeline_id, salesperson_id, outcome, has_history, reached, opened_day)
) STRICT, WITHOUT ROWID;

CREATE VIEW cohort_day_sum AS
  SELECT
    pipeline_id, COALESCE(salesperson_id, zeroblob(16)) AS salesperson_id, outcome,
    CASE WHEN opened_day >= created_day THEN 1 ELSE 0 END AS has_history,
    COALESCE(reached, -2147483648) AS reached, COALESCE(opened_day, -2147483648) AS opened_day,
    CAST(COUNT(*) AS BIGINT) AS opportunities
  FROM opportunity
  GROUP BY 1, 2, 3, 4, 5, 6;

INSERT INTO cohort_day_total SELECT * FROM cohort_day_sum;

CREATE TRIGGER cohort_day_total_insert AFTER INSERT ON opportunity
BEGIN
  INSERT INTO cohort_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.salesperson_id, zeroblob(16)), NEW.outcome,
    CASE WHEN NEW.opened_day >= NEW.created_day THEN 1 ELSE 0 END,
    COALESCE(NEW.reached, -2147483648), COALESCE(NEW.opened_day, -2147483648), 1)
  ON CONFLICT (pipeline_id, salesperson_id, outcome, has_history, reached, opened_day) DO UPDATE SET
    opportunities = cohort_day_total.opportunities + excluded.opportunities;
END;

CREATE TRIGGER cohort_day_total_delete AFTER DELETE ON opportunity
BEGIN
  UPDATE cohort_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND outcome = OLD.outcome
    AND has_history = CASE WHEN OLD.opened_day >= OLD.created_day THEN 1 ELSE 0 END
    AND reached = COALESCE(OLD.reached, -2147483648)
    AND opened_day = COALESCE(OLD.opened_day, -2147483648);
END;

CREATE TRIGGER cohort_day_total_leave
AFTER UPDATE OF pipeline_id, salesperson_id, outcome,
  created_day, reached, opened_day ON opportunity
BEGIN
  UPDATE cohort_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND outcome = OLD.outcome
    AND has_history = CASE WHEN OLD.opened_day >= OLD.created_day THEN 1 ELSE 0 END
    AND reached = COALESCE(OLD.reached, -2147483648)
    AND opened_day = COALESCE(OLD.opened_day, -2147483648);
END;

CREATE TRIGGER cohort_day_total_enter
AFTER UPDATE OF pipeline_id, salesperson_id, outcome,
  created_day, reached, opened_day ON opportunity
BEGIN
  INSERT INTO cohort_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.salesperson_id, zeroblob(16)), NEW.outcome,
    CASE WHEN NEW.opened_day >= NEW.created_day THEN 1 ELSE 0 END,
    COALESCE(NEW.reached, -2147483648), COALESCE(NEW.opened_day, -2147483648), 1)
  ON CONFLICT (pipeline_id, salesperson_id, outcome, has_history, reached, opened_day) DO UPDATE SET
    opportunities = cohort_day_total.opportunities + excluded.opportunities;
END;

-- Closings by day: how many, for how much.
CREATE TABLE closing_day_total (
  pipeline_id BLOB NOT NULL,
  outcome TEXT NOT NULL,
  closed_day INTEGER NOT NULL,
  salesperson_id BLOB NOT NULL,
  stage_id BLOB NOT NULL,
  opportunities INTEGER NOT NULL,
  without_amount INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (pipeline_id, outcome, closed_day, salesperson_id, stage_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW closing_day_sum AS
  SELECT
    pipeline_id, outcome, COALESCE(closed_day, -2147483648) AS closed_day,
    COALESCE(salesperson_id, zeroblob(16)) AS salesperson_id, stage_id,
    CAST(COUNT(*) AS BIGINT) AS opportunities,
    CAST(SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS without_amount,
    CAST(SUM(COALESCE(amount, 0)) AS BIGINT) AS amount
  FROM opportunity
  WHERE outcome <> 'open'
  GROUP BY 1, 2, 3, 4, 5;

INSERT INTO closing_day_total SELECT * FROM closing_day_sum;

CREATE TRIGGER closing_day_total_insert AFTER INSERT ON opportunity WHEN NEW.outcome <> 'open'
BEGIN
  INSERT INTO closing_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.closed_day, -2147483648),
    COALESCE(NEW.salesperson_id, zeroblob(16)), NEW.stage_id, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (pipeline_id, outcome, closed_day, salesperson_id, stage_id) DO UPDATE SET
    opportunities = closing_day_total.opportunities + excluded.opportunities,
    without_amount = closing_day_total.without_amount + excluded.without_amount,
    amount = closing_day_total.amount + excluded.amount;
END;

CREATE TRIGGER closing_day_total_delete AFTER DELETE ON opportunity WHEN OLD.outcome <> 'open'
BEGIN
  UPDATE closing_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND closed_day = COALESCE(OLD.closed_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND stage_id = OLD.stage_id;
END;

CREATE TRIGGER closing_day_total_leave
AFTER UPDATE OF pipeline_id, outcome, closed_day, salesperson_id, stage_id, amount ON opportunity
WHEN OLD.outcome <> 'open'
BEGIN
  UPDATE closing_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND closed_day = COALESCE(OLD.closed_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND stage_id = OLD.stage_id;
END;

CREATE TRIGGER closing_day_total_enter
AFTER UPDATE OF pipeline_id, outcome, closed_day, salesperson_id, stage_id, amount ON opportunity
WHEN NEW.outcome <> 'open'
BEGIN
  INSERT INTO closing_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.closed_day, -2147483648),
    COALESCE(NEW.salesperson_id, zeroblob(16)), NEW.stage_id, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (pipeline_id, outcome, closed_day, salesperson_id, stage_id) DO UPDATE SET
    opportunities = closing_day_total.opportunities + excluded.opportunities,
    without_amount = closing_day_total.without_amount + excluded.without_amount,
    amount = closing_day_total.amount + excluded.amount;
END;

-- What is expected on a day: each opportunity weighted and rounded, then summed (rules.md 2.1).
CREATE TABLE forecast_day_total (
  pipeline_id BLOB NOT NULL,
  expected_close_day INTEGER NOT NULL,
  salesperson_id BLOB NOT NULL,
  opportunities INTEGER NOT NULL,
  without_amount INTEGER NOT NULL,
  weighted INTEGER NOT NULL,
  PRIMARY KEY (pipeline_id, expected_close_day, salesperson_id)
) STRICT, WITHOUT ROWID;

CREATE VIEW forecast_day_sum AS
  SELECT
    pipeline_id, COALESCE(expected_close_day, -2147483648) AS expected_close_day,
    COALESCE(salesperson_id, zeroblob(16)) AS salesperson_id,
    CAST(COUNT(*) AS BIGINT) AS opportunities,
    CAST(SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS without_amount,
    CAST(SUM((COALESCE(amount, 0) * probability + 5000) / 10000) AS BIGINT) AS weighted
  FROM opportunity
  WHERE outcome = 'open'
  GROUP BY 1, 2, 3;

INSERT INTO forecast_day_total SELECT * FROM forecast_day_sum;

CREATE TRIGGER forecast_day_total_insert AFTER INSERT ON opportunity WHEN NEW.outcome = 'open'
BEGIN
  INSERT INTO forecast_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.expected_close_day, -2147483648),
    COALESCE(NEW.salesperson_id, zeroblob(16)), 1, CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END,
    (COALESCE(NEW.amount, 0) * NEW.probability + 5000) / 10000)
  ON CONFLICT (pipeline_id, expected_close_day, salesperson_id) DO UPDATE SET
    opportunities = forecast_day_total.opportunities + excluded.opportunities,
    without_amount = forecast_day_total.without_amount + excluded.without_amount,
    weighted = forecast_day_total.weighted + excluded.weighted;
END;

CREATE TRIGGER forecast_day_total_delete AFTER DELETE ON opportunity WHEN OLD.outcome = 'open'
BEGIN
  UPDATE forecast_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    weighted = weighted - (COALESCE(OLD.amount, 0) * OLD.probability + 5000) / 10000
  WHERE pipeline_id = OLD.pipeline_id
    AND expected_close_day = COALESCE(OLD.expected_close_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16));
END;

CREATE TRIGGER forecast_day_total_leave
AFTER UPDATE OF pipeline_id, expected_close_day,
  salesperson_id, outcome, amount, probability ON opportunity
WHEN OLD.outcome = 'open'
BEGIN
  UPDATE forecast_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    weighted = weighted - (COALESCE(OLD.amount, 0) * OLD.probability + 5000) / 10000
  WHERE pipeline_id = OLD.pipeline_id
    AND expected_close_day = COALESCE(OLD.expected_close_day, -2147483648)
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16));
END;

CREATE TRIGGER forecast_day_total_enter
AFTER UPDATE OF pipeline_id, expected_close_day,
  salesperson_id, outcome, amount, probability ON opportunity
WHEN NEW.outcome = 'open'
BEGIN
  INSERT INTO forecast_day_total VALUES (
    NEW.pipeline_id, COALESCE(NEW.expected_close_day, -2147483648),
    COALESCE(NEW.salesperson_id, zeroblob(16)), 1, CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END,
    (COALESCE(NEW.amount, 0) * NEW.probability + 5000) / 10000)
  ON CONFLICT (pipeline_id, expected_close_day, salesperson_id) DO UPDATE SET
    opportunities = forecast_day_total.opportunities + excluded.opportunities,
    without_amount = forecast_day_total.without_amount + excluded.without_amount,
    weighted = forecast_day_total.weighted + excluded.weighted;
END;

-- Open opportunities by the day they entered their stage: what stagnates is what lies before a day.
CREATE TABLE stage_day_total (
  stage_id BLOB NOT NULL,
  salesperson_id BLOB NOT NULL,
  stage_day INTEGER NOT NULL,
  opportunities INTEGER NOT NULL,
  without_amount INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (stage_id, salesperson_id, stage_day)
) STRICT, WITHOUT ROWID;

CREATE VIEW stage_day_sum AS
  SELECT
    stage_id, COALESCE(salesperson_id, zeroblob(16)) AS salesperson_id, stage_day,
    CAST(COUNT(*) AS BIGINT) AS opportunities,
    CAST(SUM(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS without_amount,
    CAST(SUM(COALESCE(amount, 0)) AS BIGINT) AS amount
  FROM opportunity
  WHERE outcome = 'open' AND stage_day IS NOT NULL
  GROUP BY 1, 2, 3;

INSERT INTO stage_day_total SELECT * FROM stage_day_sum;

CREATE TRIGGER stage_day_total_insert AFTER INSERT ON opportunity
WHEN NEW.outcome = 'open' AND NEW.stage_day IS NOT NULL
BEGIN
  INSERT INTO stage_day_total VALUES (
    NEW.stage_id, COALESCE(NEW.salesperson_id, zeroblob(16)), NEW.stage_day, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (stage_id, salesperson_id, stage_day) DO UPDATE SET
    opportunities = stage_day_total.opportunities + excluded.opportunities,
    without_amount = stage_day_total.without_amount + excluded.without_amount,
    amount = stage_day_total.amount + excluded.amount;
END;

CREATE TRIGGER stage_day_total_delete AFTER DELETE ON opportunity
WHEN OLD.outcome = 'open' AND OLD.stage_day IS NOT NULL
BEGIN
  UPDATE stage_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE stage_id = OLD.stage_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND stage_day = OLD.stage_day;
END;

CREATE TRIGGER stage_day_total_leave
AFTER UPDATE OF stage_id, salesperson_id, stage_day, outcome, amount ON opportunity
WHEN OLD.outcome = 'open' AND OLD.stage_day IS NOT NULL
BEGIN
  UPDATE stage_day_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (CASE WHEN OLD.amount IS NULL THEN 1 ELSE 0 END),
    amount = amount - COALESCE(OLD.amount, 0)
  WHERE stage_id = OLD.stage_id
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND stage_day = OLD.stage_day;
END;

CREATE TRIGGER stage_day_total_enter
AFTER UPDATE OF stage_id, salesperson_id, stage_day, outcome, amount ON opportunity
WHEN NEW.outcome = 'open' AND NEW.stage_day IS NOT NULL
BEGIN
  INSERT INTO stage_day_total VALUES (
    NEW.stage_id, COALESCE(NEW.salesperson_id, zeroblob(16)), NEW.stage_day, 1,
    CASE WHEN NEW.amount IS NULL THEN 1 ELSE 0 END, COALESCE(NEW.amount, 0))
  ON CONFLICT (stage_id, salesperson_id, stage_day) DO UPDATE SET
    opportunities = stage_day_total.opportunities + excluded.opportunities,
    without_amount = stage_day_total.without_amount + excluded.without_amount,
    amount = stage_day_total.amount + excluded.amount;
END;

-- How long closed opportunities took, by the day of their closing: a distribution is one pass in the
-- order of the key. Those that lack one of the two days have no row.
CREATE TABLE cycle_day_total (
  pipeline_id BLOB NOT NULL,
  outcome TEXT NOT NULL,
  salesperson_id BLOB NOT NULL,
  cycle_days INTEGER NOT NULL,
  closed_day INTEGER NOT NULL,
  opportunities INTEGER NOT NULL,
  PRIMARY KEY (pipeline_id, outcome, salesperson_id, cycle_days, closed_day)
) STRICT, WITHOUT ROWID;

CREATE VIEW cycle_day_sum AS
  SELECT
    pipeline_id, outcome, COALESCE(salesperson_id, zeroblob(16)) AS salesperson_id,
    closed_day - opened_day AS cycle_days, closed_day, CAST(COUNT(*) AS BIGINT) AS opportunities
  FROM opportunity
  WHERE outcome <> 'open' AND closed_day - opened_day IS NOT NULL
  GROUP BY 1, 2, 3, 4, 5;

INSERT INTO cycle_day_total SELECT * FROM cycle_day_sum;

CREATE TRIGGER cycle_day_total_insert AFTER INSERT ON opportunity
WHEN NEW.outcome <> 'open' AND NEW.closed_day - NEW.opened_day IS NOT NULL
BEGIN
  INSERT INTO cycle_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.salesperson_id, zeroblob(16)),
    NEW.closed_day - NEW.opened_day, NEW.closed_day, 1)
  ON CONFLICT (pipeline_id, outcome, salesperson_id, cycle_days, closed_day) DO UPDATE SET
    opportunities = cycle_day_total.opportunities + excluded.opportunities;
END;

CREATE TRIGGER cycle_day_total_delete AFTER DELETE ON opportunity
WHEN OLD.outcome <> 'open' AND OLD.closed_day - OLD.opened_day IS NOT NULL
BEGIN
  UPDATE cycle_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND cycle_days = OLD.closed_day - OLD.opened_day
    AND closed_day = OLD.closed_day;
END;

CREATE TRIGGER cycle_day_total_leave
AFTER UPDATE OF pipeline_id, outcome, salesperson_id, opened_day, closed_day ON opportunity
WHEN OLD.outcome <> 'open' AND OLD.closed_day - OLD.opened_day IS NOT NULL
BEGIN
  UPDATE cycle_day_total SET
    opportunities = opportunities - 1
  WHERE pipeline_id = OLD.pipeline_id
    AND outcome = OLD.outcome
    AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16))
    AND cycle_days = OLD.closed_day - OLD.opened_day
    AND closed_day = OLD.closed_day;
END;

CREATE TRIGGER cycle_day_total_enter
AFTER UPDATE OF pipeline_id, outcome, salesperson_id, opened_day, closed_day ON opportunity
WHEN NEW.outcome <> 'open' AND NEW.closed_day - NEW.opened_day IS NOT NULL
BEGIN
  INSERT INTO cycle_day_total VALUES (
    NEW.pipeline_id, NEW.outcome, COALESCE(NEW.salesperson_id, zeroblob(16)),
    NEW.closed_day - NEW.opened_day, NEW.closed_day, 1)
  ON CONFLICT (pipeline_id, outcome, salesperson_id, cycle_days, closed_day) DO UPDATE SET
    opportunities = cycle_day_total.opportunities + excluded.opportunities;
END;

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
DROP TRIGGER opportunity_reached_insert;
CREATE TRIGGER opportunity_reached_insert AFTER INSERT ON opportunity_stay
BEGIN
  UPDATE opportunity SET reached = (
    SELECT reach.reached FROM opportunity_reach AS reach
    WHERE reach.opportunity_id = NEW.opportunity_id)
  WHERE id = NEW.opportunity_id AND reached IS DISTINCT FROM (
    SELECT reach.reached FROM opportunity_reach AS reach
    WHERE reach.opportunity_id = NEW.opportunity_id);
END;

DROP TRIGGER opportunity_reached_update;
CREATE TRIGGER opportunity_reached_update
AFTER UPDATE OF stage_id, entered_day, left_day ON opportunity_stay
BEGIN
  UPDATE opportunity SET reached = (
    SELECT reach.reached FROM opportunity_reach AS reach
    WHERE reach.opportunity_id = NEW.opportunity_id)
  WHERE id = NEW.opportunity_id AND reached IS DISTINCT FROM (
    SELECT reach.reached FROM opportunity_reach AS reach
    WHERE reach.opportunity_id = NEW.opportunity_id);
END;
