-- What happens under a floor (rules.md 2.3): warn, ask or block, by family, class of customers and role;
-- what was asked of who sent or accepted a version; and how often floors changed, for an approval holds
-- for the floors it was given under.
--
--   family_floor ──┐                         approval.floor_revision = revision?
--   floor_rule ────┼─► floor_revision + 1 ───► on a draft, else the approval is none any more
--   setting floor.*┘
--
-- Of the rules that fit the most specific holds: the nearest family, then a class before none, then a role
-- before none. No family is the zero identity, no class and no role the empty word.
CREATE TABLE floor_rule (
  subject TEXT NOT NULL CHECK (subject IN ('line', 'document')),
  family_id BLOB NOT NULL CHECK (length(family_id) = 16),
  customer_class TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('', 'salesperson', 'orderDesk', 'manager')),
  action TEXT NOT NULL CHECK (action IN ('warn', 'ask', 'block')),
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (subject, family_id, customer_class, role),
  CHECK (subject = 'line' OR family_id = zeroblob(16))
) STRICT, WITHOUT ROWID;

CREATE TABLE floor_revision (
  id INTEGER NOT NULL CHECK (id = 1),
  revision INTEGER NOT NULL,
  PRIMARY KEY (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE quote_verdict (
  quote_id BLOB NOT NULL REFERENCES quote,
  action TEXT NOT NULL CHECK (action IN ('warn', 'ask', 'block')),
  lines TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (quote_id)
) STRICT, WITHOUT ROWID;

-- What was sent under its floor until now was asked about: that was the only rule.
INSERT INTO quote_verdict (quote_id, action)
  SELECT id, 'ask' FROM quote WHERE under_floor = 1 AND state <> 'draft';

ALTER TABLE approval ADD COLUMN floor_revision INTEGER NOT NULL DEFAULT 0;

CREATE TRIGGER family_floor_added AFTER INSERT ON family_floor BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER family_floor_changed AFTER UPDATE ON family_floor BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER family_floor_removed AFTER DELETE ON family_floor BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER floor_rule_added AFTER INSERT ON floor_rule BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER floor_rule_changed AFTER UPDATE ON floor_rule BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER floor_rule_removed AFTER DELETE ON floor_rule BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER floor_setting_added AFTER INSERT ON setting WHEN NEW.name LIKE 'floor.%' BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER floor_setting_changed AFTER UPDATE ON setting WHEN NEW.name LIKE 'floor.%' BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;
CREATE TRIGGER floor_setting_removed AFTER DELETE ON setting WHEN OLD.name LIKE 'floor.%' BEGIN
  INSERT INTO floor_revision (id, revision) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET revision = revision + 1;
END;

-- No program makes an order out of a quote under its floor without an approval of exactly its terms (0012),
-- unless the floors only warned whoever accepted it; nor out of one of which more was asked.
DROP TRIGGER quote_accept_floor;
CREATE TRIGGER quote_accept_floor BEFORE UPDATE OF state ON quote
WHEN NEW.state = 'accepted' AND OLD.state <> 'accepted'
  AND COALESCE(
    (SELECT action FROM quote_verdict WHERE quote_id = NEW.id),
    CASE WHEN NEW.under_floor = 1 THEN 'ask' ELSE 'warn' END) <> 'warn'
  AND NOT EXISTS (
    SELECT 1 FROM approval
    WHERE quote_id = NEW.id AND terms_revision = NEW.terms_revision AND state = 'granted')
BEGIN
  SELECT RAISE(ABORT, 'a quote under its floor is accepted only with an approval of its terms');
END;
