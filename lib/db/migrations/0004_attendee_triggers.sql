CREATE FUNCTION registration_derive() RETURNS trigger
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
  NEW.prefixes := attendee_prefixes(
    NEW.first_name || ' ' || NEW.last_name || ' ' || NEW.email || ' ' || NEW.ticket_code || ' ' || asked.company);
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER registration_derive
BEFORE INSERT OR UPDATE OF answers, undelivered, first_name, last_name, email, step, checked_in_at, badge_printed_at, purged_at
ON registration FOR EACH ROW EXECUTE FUNCTION registration_derive();
--> statement-breakpoint
CREATE FUNCTION person_email_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registration SET email = NEW.email WHERE person_id = NEW.id;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER person_email_changed AFTER UPDATE OF email ON person
FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION person_email_changed();
--> statement-breakpoint
UPDATE registration SET email = '';
--> statement-breakpoint
INSERT INTO attendee_count (event_id, status, change)
SELECT event_id, status, count(*) FROM registration GROUP BY event_id, status;
--> statement-breakpoint
CREATE FUNCTION attendee_count_inserted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attendee_count (event_id, status, change)
  SELECT event_id, status, count(*) FROM new_rows GROUP BY event_id, status;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER attendee_count_inserted AFTER INSERT ON registration REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION attendee_count_inserted();
--> statement-breakpoint
CREATE FUNCTION attendee_count_deleted() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attendee_count (event_id, status, change)
  SELECT event_id, status, -count(*) FROM old_rows GROUP BY event_id, status;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER attendee_count_deleted AFTER DELETE ON registration REFERENCING OLD TABLE AS old_rows
FOR EACH STATEMENT EXECUTE FUNCTION attendee_count_deleted();
--> statement-breakpoint
CREATE FUNCTION attendee_count_updated() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO attendee_count (event_id, status, change)
  SELECT event_id, status, sum(change)
  FROM (
    SELECT event_id, status, 1 AS change FROM new_rows
    UNION ALL
    SELECT event_id, status, -1 FROM old_rows
  ) AS changes
  GROUP BY event_id, status HAVING sum(change) <> 0;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER attendee_count_updated AFTER UPDATE ON registration REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION attendee_count_updated();
