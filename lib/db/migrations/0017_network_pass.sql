CREATE TABLE "network_account" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"gate_user_id" text NOT NULL,
	"username" text NOT NULL,
	"password" text,
	"is_password_due" boolean DEFAULT false NOT NULL,
	"is_made_here" boolean NOT NULL,
	"proved_at" timestamp with time zone NOT NULL,
	"before" jsonb,
	"written" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"top_up" jsonb,
	"write_started_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "network_pass" (
	"registration_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"state" text NOT NULL,
	"given_at" timestamp with time zone,
	"opens_at" timestamp with time zone NOT NULL,
	"closes_at" timestamp with time zone NOT NULL,
	"profiles" text[] NOT NULL,
	"service_class" text,
	"added_seconds" integer DEFAULT 0 NOT NULL,
	"granted_seconds" integer DEFAULT 0 NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" uuid,
	"time_asked_at" timestamp with time zone,
	"first_login" timestamp with time zone,
	"last_login" timestamp with time zone,
	"seconds_left" integer,
	"read_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"problem" jsonb
);
--> statement-breakpoint
CREATE TABLE "network_pass_rule" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"profiles" text[] NOT NULL,
	"service_class" text,
	"opens_before_minutes" integer NOT NULL,
	"closes_after_minutes" integer NOT NULL,
	"time_balance_seconds" integer,
	"network_name" text NOT NULL,
	"portal_url" text,
	"tiers" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"given_at" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "network_pass_rule_is_within_bounds" CHECK ("network_pass_rule"."opens_before_minutes" >= 0 and "network_pass_rule"."closes_after_minutes" >= 0 and "network_pass_rule"."time_balance_seconds" > 0)
);
--> statement-breakpoint
ALTER TABLE "network_account" ADD CONSTRAINT "network_account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_pass" ADD CONSTRAINT "network_pass_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_pass" ADD CONSTRAINT "network_pass_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_pass" ADD CONSTRAINT "network_pass_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "network_pass_rule" ADD CONSTRAINT "network_pass_rule_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "network_pass_by_person" ON "network_pass" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "network_pass_by_event" ON "network_pass" USING btree ("event_id","state");
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
CREATE FUNCTION network_pass_state_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'UPDATE' OR OLD.state <> NEW.state THEN
    UPDATE registration SET step = step WHERE id = coalesce(NEW.registration_id, OLD.registration_id);
  END IF;
  RETURN NULL;
END
$$;
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
-- Whatever changes a registration, its event or the rule: in the same transaction GATE is owed a look at the passes of
-- everybody it is about (decision 0044). The task finds out by itself what there is to do, so one too many does no harm.
CREATE FUNCTION owe_network_pass(person_ids uuid[]) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO gate_task (id, person_id, kind, created_at, run_at)
  SELECT gen_random_uuid(), owed.person_id, 'set_network_pass', now(), now()
  FROM unnest(person_ids) AS owed (person_id)
$$;
--> statement-breakpoint
CREATE FUNCTION network_pass_registration_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM network_pass_rule WHERE event_id = NEW.event_id)
    OR EXISTS (SELECT FROM network_pass WHERE registration_id = NEW.id) THEN
    PERFORM owe_network_pass(array[NEW.person_id]);
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER network_pass_registration_added AFTER INSERT ON registration
FOR EACH ROW WHEN (NEW.step = 'finished') EXECUTE FUNCTION network_pass_registration_changed();
--> statement-breakpoint
CREATE TRIGGER network_pass_registration_changed
AFTER UPDATE OF step, checked_in_at, answers, erased_at, purged_at ON registration
FOR EACH ROW WHEN (
  (OLD.step IS DISTINCT FROM NEW.step AND 'finished' IN (OLD.step, NEW.step))
  OR (OLD.checked_in_at IS NULL) <> (NEW.checked_in_at IS NULL)
  OR OLD.answers IS DISTINCT FROM NEW.answers
  OR OLD.completion IS DISTINCT FROM NEW.completion
  OR OLD.erased_at IS DISTINCT FROM NEW.erased_at
  OR OLD.purged_at IS DISTINCT FROM NEW.purged_at)
EXECUTE FUNCTION network_pass_registration_changed();
--> statement-breakpoint
CREATE FUNCTION network_pass_event_moved() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM owe_network_pass(array(SELECT DISTINCT person_id FROM network_pass WHERE event_id = NEW.id));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER network_pass_event_moved AFTER UPDATE OF starts_at, ends_at, doors_at ON event
FOR EACH ROW WHEN (
  (OLD.starts_at, OLD.ends_at, OLD.doors_at) IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.doors_at))
EXECUTE FUNCTION network_pass_event_moved();
--> statement-breakpoint
CREATE FUNCTION network_pass_rule_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  changed uuid := coalesce(NEW.event_id, OLD.event_id);
BEGIN
  PERFORM owe_network_pass(array(
    SELECT person_id FROM registration WHERE event_id = changed AND step = 'finished'
    UNION
    SELECT person_id FROM network_pass WHERE event_id = changed));
  IF TG_OP <> 'UPDATE' THEN
    UPDATE event SET reindex_after = '00000000-0000-0000-0000-000000000000' WHERE id = changed;
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER network_pass_rule_changed AFTER INSERT OR UPDATE OR DELETE ON network_pass_rule
FOR EACH ROW EXECUTE FUNCTION network_pass_rule_changed();
