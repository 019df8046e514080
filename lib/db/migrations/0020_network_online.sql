CREATE OR REPLACE FUNCTION registration_derive() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  asked record;
BEGIN
  SELECT CASE WHEN NEW.purged_at IS NULL AND person.email NOT LIKE 'erased:%' THEN person.email ELSE '' END
  INTO NEW.email FROM person WHERE person.id = NEW.person_id;

  -- A question counts as on the attendee's own pages: one of later visits or a required one, as long as it applies.
  SELECT
    count(*) FILTER (WHERE counts) AS total,
    count(*) FILTER (WHERE counts AND NEW.answers ? key) AS answered,
    coalesce(string_agg(NEW.answers ->> key, ' ') FILTER (WHERE field = 'company'), '') AS company,
    coalesce(array_agg('answer.' || key || ':' || choice) FILTER (WHERE choice IS NOT NULL), '{}') AS choices
  INTO asked
  FROM (
    SELECT key, field,
      (stage = 'profile' OR required) AND nth = 1 AND (show_if IS NULL OR EXISTS (
        SELECT FROM unnest(string_to_array(NEW.answers ->> (show_if ->> 'key'), ',')) AS given
        WHERE show_if -> 'values' ? given)) AS counts,
      choice
    FROM question
    CROSS JOIN LATERAL unnest(CASE
      WHEN NOT NEW.answers ? key THEN '{""}'
      WHEN type IN ('single_choice', 'multiple_choice', 'yes_no', 'country') THEN string_to_array(NEW.answers ->> key, ',')
      ELSE array[NULL::text] END) WITH ORDINALITY AS answer (choice, nth)
    WHERE event_id = NEW.event_id AND archived_at IS NULL
  ) AS applicable;

  NEW.completion := CASE WHEN asked.total = 0 THEN 100 ELSE 100 * asked.answered / asked.total END;
  NEW.status := CASE
    WHEN NEW.step IN ('cancelled', 'removed', 'needs_attention') THEN NEW.step
    WHEN NEW.checked_in_at IS NOT NULL THEN 'checked_in'
    WHEN NEW.step = 'finished' THEN 'registered'
    ELSE 'pending' END;
  NEW.facets := array[
    'status:' || NEW.status,
    'check_in:' || CASE WHEN NEW.checked_in_at IS NULL THEN 'no' ELSE 'yes' END,
    'badge:' || CASE WHEN NEW.badge_printed_at IS NULL THEN 'no' ELSE 'yes' END,
    'profile:' || CASE WHEN NEW.completion = 100 THEN 'complete' ELSE 'incomplete' END,
    'delivery:' || CASE
      WHEN NEW.step = 'needs_attention' THEN 'refused'
      WHEN NEW.step IN ('accepted', 'user_created') OR NEW.undelivered <> '{}' THEN 'waiting'
      ELSE 'delivered' END
  ] || CASE WHEN NEW.completion < 50 THEN array['profile:under_half'] ELSE '{}' END || asked.choices;
  -- Where the event has a network pass, everybody's state can be filtered by, and whether they have been online: at the end every
  -- pass is over, and who never used theirs is asked for all the same.
  IF EXISTS (SELECT FROM network_pass_rule WHERE event_id = NEW.event_id) THEN
    NEW.facets := NEW.facets || coalesce(
      (SELECT array['network:' || state, 'online:' || CASE WHEN last_login >= opens_at THEN 'yes' ELSE 'no' END]
        FROM network_pass WHERE registration_id = NEW.id),
      '{network:none,online:no}');
  END IF;
  NEW.prefixes := attendee_prefixes(
    NEW.first_name || ' ' || NEW.last_name || ' ' || NEW.email || ' ' || NEW.ticket_code || ' ' || asked.company);
  RETURN NEW;
END
$$;
--> statement-breakpoint
DROP TRIGGER network_pass_state_changed ON network_pass;
--> statement-breakpoint
CREATE TRIGGER network_pass_state_changed AFTER INSERT OR DELETE ON network_pass
FOR EACH ROW EXECUTE FUNCTION network_pass_state_changed();
--> statement-breakpoint
-- An open pass is read every quarter of an hour, and its row in the list is derived anew only when that said something.
CREATE TRIGGER network_pass_shown_otherwise AFTER UPDATE ON network_pass
FOR EACH ROW WHEN (
  OLD.state IS DISTINCT FROM NEW.state
  OR (OLD.last_login >= OLD.opens_at) IS DISTINCT FROM (NEW.last_login >= NEW.opens_at))
EXECUTE FUNCTION network_pass_state_changed();
--> statement-breakpoint
UPDATE event SET reindex_after = '00000000-0000-0000-0000-000000000000'
WHERE id IN (SELECT event_id FROM network_pass_rule);
