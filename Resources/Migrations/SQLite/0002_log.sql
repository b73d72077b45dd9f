-- What was done: an act is one thing a person did, its events are the rows it changed. Both are
-- append-only: the triggers refuse any change, whoever asks.

CREATE TABLE act (
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind TEXT NOT NULL,
  actor_id BLOB REFERENCES salesperson,
  occurred_at INTEGER NOT NULL,
  day INTEGER NOT NULL,
  -- Facts of the summary shown in journals and in the undo list, JSON.
  summary TEXT NOT NULL DEFAULT '',
  undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
  -- The act that this one undoes; redo is the undo of an undo.
  undoes_id BLOB REFERENCES act,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX act_undoes ON act (undoes_id) WHERE undoes_id IS NOT NULL;
CREATE INDEX act_actor ON act (actor_id, id);

-- The records an act is about: their journals read this.
CREATE TABLE act_subject (
  subject_id BLOB NOT NULL,
  act_id BLOB NOT NULL REFERENCES act,
  subject_kind TEXT NOT NULL,
  PRIMARY KEY (subject_id, act_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
  act_id BLOB NOT NULL REFERENCES act,
  sequence INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  operation TEXT NOT NULL CHECK (operation IN ('insert', 'update', 'delete', 'add')),
  -- Key of the row, JSON array in the order of the primary key.
  row_key TEXT NOT NULL,
  -- Version the event left, 0 where the row has none.
  row_version INTEGER NOT NULL,
  -- Columns with what was before and after, JSON; its form is numbered.
  payload_version INTEGER NOT NULL DEFAULT 1,
  payload TEXT NOT NULL,
  PRIMARY KEY (act_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER act_no_update BEFORE UPDATE ON act
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER act_subject_no_update BEFORE UPDATE ON act_subject
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER act_subject_no_delete BEFORE DELETE ON act_subject
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
