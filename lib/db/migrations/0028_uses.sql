CREATE TABLE "marketing_consent" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"organization_id" text NOT NULL,
	"wording" text NOT NULL,
	"source" text NOT NULL,
	"given_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "marketing_question" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"organization_name" text NOT NULL,
	"asked_since" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "segment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"name" text NOT NULL,
	"query" text NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "segment_name_is_unique_in_organization" UNIQUE("organization_id","name")
);
--> statement-breakpoint
CREATE TABLE "answer_verification" (
	"registration_id" uuid NOT NULL,
	"question_key" text NOT NULL,
	"answer_digest" text NOT NULL,
	"method" text NOT NULL,
	"verified_at" timestamp with time zone NOT NULL,
	"verified_by" uuid NOT NULL,
	CONSTRAINT "answer_verification_registration_id_question_key_pk" PRIMARY KEY("registration_id","question_key")
);
--> statement-breakpoint
ALTER TABLE "draft" ADD COLUMN "consent_wording" text;--> statement-breakpoint
ALTER TABLE "marketing_consent" ADD CONSTRAINT "marketing_consent_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "answer_verification" ADD CONSTRAINT "answer_verification_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "marketing_consent_by_person" ON "marketing_consent" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "marketing_consent_is_given_once" ON "marketing_consent" USING btree ("organization_id","person_id") WHERE "marketing_consent"."withdrawn_at" is null;
--> statement-breakpoint
CREATE FUNCTION answer_digest(registration_id uuid, answer text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT encode(sha256(convert_to(registration_id::text || ' ' || answer, 'UTF8')), 'hex')
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
CREATE FUNCTION answer_verification_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE registration SET step = step WHERE id = coalesce(NEW.registration_id, OLD.registration_id);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER answer_verification_changed AFTER INSERT OR UPDATE OR DELETE ON answer_verification
FOR EACH ROW EXECUTE FUNCTION answer_verification_changed();
--> statement-breakpoint
-- Whoever changes or erases an answer, its verification goes with it.
CREATE FUNCTION answer_verification_lapses() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM answer_verification
  WHERE registration_id = NEW.id
    AND answer_digest IS DISTINCT FROM answer_digest(NEW.id, NEW.answers ->> question_key);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER answer_verification_lapses AFTER UPDATE OF answers ON registration
FOR EACH ROW WHEN (OLD.answers IS DISTINCT FROM NEW.answers) EXECUTE FUNCTION answer_verification_lapses();
--> statement-breakpoint
UPDATE event SET reindex_after = '00000000-0000-0000-0000-000000000000'
WHERE id IN (SELECT event_id FROM question WHERE field IN ('passport_number', 'tax_id') AND archived_at IS NULL);
