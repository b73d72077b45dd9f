-- Who decides in the place of a manager who is away, and from which day to which; for whom a decision was
-- taken stays on the approval.
CREATE TABLE approval_delegation (
  id BLOB NOT NULL CHECK (length(id) = 16),
  delegator_id BLOB NOT NULL REFERENCES salesperson,
  delegate_id BLOB NOT NULL REFERENCES salesperson,
  from_day INTEGER NOT NULL,
  to_day INTEGER NOT NULL,
  ended INTEGER NOT NULL DEFAULT 0 CHECK (ended IN (0, 1)),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (id),
  CHECK (from_day <= to_day),
  CHECK (delegator_id <> delegate_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX approval_delegation_delegate ON approval_delegation (delegate_id);

ALTER TABLE approval ADD COLUMN decided_for BLOB REFERENCES salesperson;

CREATE INDEX approval_decided ON approval (decided_at) WHERE decided_at IS NOT NULL;
