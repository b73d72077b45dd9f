-- What no program may do, whoever wrote it (architecture.md §4): an order out of a quote under its floor
-- without an approval of exactly its terms. The log refuses changes already (0002). On one machine the
-- file's owner is everybody; the walls between people stand on a server, in the twin of this script.
CREATE TRIGGER quote_accept_floor BEFORE UPDATE OF state ON quote
WHEN NEW.state = 'accepted' AND OLD.state <> 'accepted' AND NEW.under_floor = 1
  AND NOT EXISTS (
    SELECT 1 FROM approval
    WHERE quote_id = NEW.id AND terms_revision = NEW.terms_revision AND state = 'granted')
BEGIN
  SELECT RAISE(ABORT, 'a quote under its floor is accepted only with an approval of its terms');
END;
