-- A cancelled event opens no network: its passes are looked at when it is cancelled and when that is taken back.
DROP TRIGGER network_pass_event_moved ON event;
--> statement-breakpoint
CREATE TRIGGER network_pass_event_moved AFTER UPDATE OF starts_at, ends_at, doors_at, cancelled_at ON event
FOR EACH ROW WHEN (
  (OLD.starts_at, OLD.ends_at, OLD.doors_at, OLD.cancelled_at)
    IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.doors_at, NEW.cancelled_at))
EXECUTE FUNCTION network_pass_event_moved();
