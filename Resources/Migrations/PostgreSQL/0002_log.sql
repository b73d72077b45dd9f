-- What was done: an act is one thing a person did, its events are the rows it changed. Both are
-- append-only: the triggers refuse any change, whoever asks.

CREATE TABLE act (
  id uuid NOT NULL,
  kind text NOT NULL,
  actor_id uuid REFERENCES salesperson,
  occurred_at bigint NOT NULL,
  day bigint NOT NULL,
  -- Facts of the summary shown in journals and in the undo list, JSON.
  summary text NOT NULL DEFAULT '',
  undoable bigint NOT NULL CHECK (undoable IN (0, 1)),
  -- The act that this one undoes; redo is the undo of an undo.
  undoes_id uuid REFERENCES act,
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX act_undoes ON act (undoes_id) WHERE undoes_id IS NOT NULL;
CREATE INDEX act_actor ON act (actor_id, id);

-- The records an act is about: their journals read this.
CREATE TABLE act_subject (
  subject_id uuid NOT NULL,
  act_id uuid NOT NULL REFERENCES act,
  subject_kind text NOT NULL,
  PRIMARY KEY (subject_id, act_id)
);

CREATE TABLE event (
  act_id uuid NOT NULL REFERENCES act,
  sequence bigint NOT NULL,
  table_name text NOT NULL,
  operation text NOT NULL CHECK (operation IN ('insert', 'update', 'delete', 'add')),
  -- Key of the row, JSON array in the order of the primary key.
  row_key text NOT NULL,
  -- Version the event left, 0 where the row has none.
  row_version bigint NOT NULL,
  -- Columns with what was before and after, JSON; its form is numbered.
  payload_version bigint NOT NULL DEFAULT 1,
  payload text NOT NULL,
  PRIMARY KEY (act_id, sequence)
);

CREATE FUNCTION log_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the log is append-only';
END
$$;

CREATE TRIGGER act_no_update BEFORE UPDATE ON act
  FOR EACH ROW EXECUTE FUNCTION log_append_only();
CREATE TRIGGER act_no_delete BEFORE DELETE ON act
  FOR EACH ROW EXECUTE FUNCTION log_append_only();
CREATE TRIGGER act_subject_no_update BEFORE UPDATE ON act_subject
  FOR EACH ROW EXECUTE FUNCTION log_append_only();
CREATE TRIGGER act_subject_no_delete BEFORE DELETE ON act_subject
  FOR EACH ROW EXECUTE FUNCTION log_append_only();
CREATE TRIGGER event_no_update BEFORE UPDATE ON event
  FOR EACH ROW EXECUTE FUNCTION log_append_only();
CREATE TRIGGER event_no_delete BEFORE DELETE ON event
  FOR EACH ROW EXECUTE FUNCTION log_append_only();
CREATE TRIGGER act_no_truncate BEFORE TRUNCATE ON act
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();
CREATE TRIGGER act_subject_no_truncate BEFORE TRUNCATE ON act_subject
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
  FOR EACH STATEMENT EXECUTE FUNCTION log_append_only();

-- Other desks hear of an act when it is committed: kind and id, on the channel of this schema
-- (Sources/PostgresDatabase/PostgresWatch.swift listens). They read what they show themselves.
CREATE FUNCTION act_announce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('comptoir_' || TG_TABLE_SCHEMA, NEW.kind || ' ' || NEW.id);
  RETURN NULL;
END
$$;

CREATE TRIGGER act_announce AFTER INSERT ON act
  FOR EACH ROW EXECUTE FUNCTION act_announce();
