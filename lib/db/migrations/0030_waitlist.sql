ALTER TABLE "draft" ADD COLUMN "may_wait" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "waitlist_order" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "offer_hours" integer DEFAULT 24 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "claim_hours" integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "waiting" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "waitlisted_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "moved_up_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "take_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "held_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "placed_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "event_with_waitlist" ON "event" USING btree ("id") WHERE "event"."waiting" > 0;--> statement-breakpoint
CREATE INDEX "registration_waiting" ON "registration" USING btree ("event_id","waitlisted_at") WHERE "registration"."step" = 'waitlisted';--> statement-breakpoint
CREATE INDEX "registration_waited" ON "registration" USING btree ("event_id") WHERE "registration"."waitlisted_at" is not null;--> statement-breakpoint
CREATE INDEX "registration_offered" ON "registration" USING btree ("held_until") WHERE "registration"."step" = 'offered';
--> statement-breakpoint
-- Whether one of an event's places is taken by a registration, as lib/domain/registration.ts says it (decision 0059).
CREATE FUNCTION registration_holds_place(step text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT step NOT IN ('waitlisted', 'cancelled')
$$;
--> statement-breakpoint
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
    coalesce(array_agg('answer.' || key || ':' || choice) FILTER (WHERE choice IS NOT NULL), '{}') AS choices,
    coalesce(array_agg(key) FILTER (WHERE field IN ('passport_number', 'tax_id') AND (counts OR NEW.answers ? key)), '{}') AS verifiable
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
    WHEN NEW.step IN ('waitlisted', 'offered', 'cancelled', 'removed', 'needs_attention') THEN NEW.step
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
  ] || CASE WHEN NEW.completion < 50 THEN array['profile:under_half'] ELSE '{}' END
    || CASE WHEN NEW.waitlisted_at IS NULL THEN '{}' ELSE array['waitlist:yes'] END || asked.choices;
  -- Where the event has a network pass, everybody's state can be filtered by, and whether they have been online: at the end every
  -- pass is over, and who never used theirs is asked for all the same.
  IF EXISTS (SELECT FROM network_pass_rule WHERE event_id = NEW.event_id) THEN
    NEW.facets := NEW.facets || coalesce(
      (SELECT array['network:' || state, 'online:' || CASE WHEN last_login >= opens_at THEN 'yes' ELSE 'no' END]
        FROM network_pass WHERE registration_id = NEW.id),
      '{network:none,online:no}');
  END IF;
  -- A sensitive answer that somebody owes, that nobody has looked at, or that was found to be right as it stands here.
  IF asked.verifiable <> '{}' THEN
    NEW.facets := NEW.facets || array(
      SELECT 'verified.' || key || ':' || CASE
        WHEN NOT NEW.answers ? key THEN 'missing'
        WHEN EXISTS (SELECT FROM answer_verification WHERE registration_id = NEW.id AND question_key = key
          AND answer_digest = answer_digest(NEW.id, NEW.answers ->> key)) THEN 'verified'
        ELSE 'open' END
      FROM unnest(asked.verifiable) AS key);
  END IF;
  NEW.prefixes := attendee_prefixes(
    NEW.first_name || ' ' || NEW.last_name || ' ' || NEW.email || ' ' || NEW.ticket_code || ' ' || asked.company);
  RETURN NEW;
END
$$;
--> statement-breakpoint
-- How many wait stands beside the places, so that one conditional update of one row sees both.
CREATE FUNCTION registration_waiting() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE event
  SET waiting = waiting + (coalesce(NEW.step, '') = 'waitlisted')::int - (coalesce(OLD.step, '') = 'waitlisted')::int
  WHERE id = coalesce(NEW.event_id, OLD.event_id);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER registration_waiting_added AFTER INSERT ON registration
FOR EACH ROW WHEN (NEW.step = 'waitlisted') EXECUTE FUNCTION registration_waiting();
--> statement-breakpoint
CREATE TRIGGER registration_waiting_changed AFTER UPDATE OF step ON registration
FOR EACH ROW WHEN ((OLD.step = 'waitlisted') <> (NEW.step = 'waitlisted')) EXECUTE FUNCTION registration_waiting();
--> statement-breakpoint
CREATE TRIGGER registration_waiting_deleted AFTER DELETE ON registration
FOR EACH ROW WHEN (OLD.step = 'waitlisted') EXECUTE FUNCTION registration_waiting();
