-- Count and sums of a board's column, kept by the schema so that the board reads a few rows however
-- many opportunities there are. Only open ones; the salesperson is the zero id where there is none.
-- Weighted: each opportunity rounded half up to the cent, then summed (rules.md 2.1).
CREATE TABLE stage_total (
  stage_id BLOB NOT NULL REFERENCES stage,
  salesperson_id BLOB NOT NULL,
  opportunities INTEGER NOT NULL,
  without_amount INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  weighted INTEGER NOT NULL,
  PRIMARY KEY (stage_id, salesperson_id)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER stage_total_insert AFTER INSERT ON opportunity WHEN NEW.outcome = 'open'
BEGIN
  INSERT INTO stage_total VALUES (
    NEW.stage_id, COALESCE(NEW.salesperson_id, zeroblob(16)), 1, NEW.amount IS NULL,
    COALESCE(NEW.amount, 0), (COALESCE(NEW.amount, 0) * NEW.probability + 5000) / 10000)
  ON CONFLICT (stage_id, salesperson_id) DO UPDATE SET
    opportunities = opportunities + 1,
    without_amount = without_amount + excluded.without_amount,
    amount = amount + excluded.amount,
    weighted = weighted + excluded.weighted;
END;

CREATE TRIGGER stage_total_delete AFTER DELETE ON opportunity WHEN OLD.outcome = 'open'
BEGIN
  UPDATE stage_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (OLD.amount IS NULL),
    amount = amount - COALESCE(OLD.amount, 0),
    weighted = weighted - (COALESCE(OLD.amount, 0) * OLD.probability + 5000) / 10000
  WHERE stage_id = OLD.stage_id AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16));
END;

CREATE TRIGGER stage_total_leave
AFTER UPDATE OF stage_id, salesperson_id, outcome, amount, probability ON opportunity
WHEN OLD.outcome = 'open'
BEGIN
  UPDATE stage_total SET
    opportunities = opportunities - 1,
    without_amount = without_amount - (OLD.amount IS NULL),
    amount = amount - COALESCE(OLD.amount, 0),
    weighted = weighted - (COALESCE(OLD.amount, 0) * OLD.probability + 5000) / 10000
  WHERE stage_id = OLD.stage_id AND salesperson_id = COALESCE(OLD.salesperson_id, zeroblob(16));
END;

CREATE TRIGGER stage_total_enter
AFTER UPDATE OF stage_id, salesperson_id, outcome, amount, probability ON opportunity
WHEN NEW.outcome = 'open'
BEGIN
  INSERT INTO stage_total VALUES (
    NEW.stage_id, COALESCE(NEW.salesperson_id, zeroblob(16)), 1, NEW.amount IS NULL,
    COALESCE(NEW.amount, 0), (COALESCE(NEW.amount, 0) * NEW.probability + 5000) / 10000)
  ON CONFLICT (stage_id, salesperson_id) DO UPDATE SET
    opportunities = opportunities + 1,
    without_amount = without_amount + excluded.without_amount,
    amount = amount + excluded.amount,
    weighted = weighted + excluded.weighted;
END;
