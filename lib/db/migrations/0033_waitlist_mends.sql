-- Somebody who waits has no ticket, so the pass they took before they gave theirs up has changed once they get a place.
DROP TRIGGER wallet_registration_changed ON registration;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER wallet_registration_changed
AFTER UPDATE OF first_name, last_name, language, step, checked_in_at, erased_at, purged_at ON registration
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (
  (OLD.first_name, OLD.last_name, OLD.language) IS DISTINCT FROM (NEW.first_name, NEW.last_name, NEW.language)
  OR (OLD.step IN ('waitlisted', 'offered', 'cancelled', 'removed'))
    <> (NEW.step IN ('waitlisted', 'offered', 'cancelled', 'removed'))
  OR (OLD.checked_in_at IS NULL) <> (NEW.checked_in_at IS NULL)
  OR (OLD.erased_at IS NULL) <> (NEW.erased_at IS NULL)
  OR (OLD.purged_at IS NULL) <> (NEW.purged_at IS NULL))
EXECUTE FUNCTION wallet_registration_changed();
