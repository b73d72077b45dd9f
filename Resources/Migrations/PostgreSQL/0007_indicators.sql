-- What the indicators read (Sources/SalesStore/Queries/Indicators*.swift): each figure folds one
-- covering index in its order, so that neither a table nor a sorter is touched.

-- Closings: how many, for how much, after how many days. Also the board's won column.
DROP INDEX opportunity_closed;
CREATE INDEX opportunity_closed ON opportunity (
  pipeline_id, outcome, closed_day, salesperson_id, opened_day, amount, stage_id);

-- The weighted forecast by expected day.
CREATE INDEX opportunity_forecast ON opportunity (
  pipeline_id, expected_close_day, salesperson_id, amount, probability, outcome)
  WHERE outcome = 'open';

-- Cohorts: what was opened in a period. Takes the place of one wide index that served no figure well.
DROP INDEX opportunity_indicators;
CREATE INDEX opportunity_cohort ON opportunity (
  pipeline_id, opened_day, salesperson_id, outcome, created_day);

DROP INDEX opportunity_stagnating;
CREATE INDEX opportunity_stagnating ON opportunity (
  stage_id, stage_day, salesperson_id, amount, outcome) WHERE outcome = 'open';

CREATE INDEX quote_waiting ON quote (state, salesperson_id, sent_day, net_amount)
  WHERE state = 'sent';
