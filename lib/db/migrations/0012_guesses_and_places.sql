CREATE TABLE "resubmission" (
	"registration_id" uuid PRIMARY KEY NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"answers" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event" DROP CONSTRAINT "event_taken_is_within_capacity";--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "over_capacity" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "guessed_country" text;--> statement-breakpoint
ALTER TABLE "resubmission" ADD CONSTRAINT "resubmission_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "resubmission_by_age" ON "resubmission" USING btree ("created_at");--> statement-breakpoint
ALTER TABLE "draft" DROP COLUMN "country";--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_taken_is_within_capacity" CHECK ("event"."taken" >= 0 and "event"."over_capacity" = greatest("event"."taken" - "event"."capacity", 0));
--> statement-breakpoint
-- Written by hand: what earlier versions took from the browser's languages is marked as the guess it was (decision 0020).
-- A country stays where the record in GATE that was adopted says it; an answer of the same registration needs no column.
UPDATE "registration" SET "country" = NULL, "guessed_country" = CASE WHEN EXISTS (
    SELECT FROM "question" WHERE "question"."event_id" = "registration"."event_id" AND "field" = 'country'
    AND "answers" ->> "key" = "registration"."country"
  ) THEN NULL ELSE "country" END
WHERE "country" IS NOT NULL AND NOT EXISTS (
  SELECT FROM "registration_event" WHERE "registration_id" = "registration"."id" AND "name" = 'registration.adopted');
--> statement-breakpoint
-- An earlier guess was read back from GATE and filled into the person's next registrations as if they had given it. Such
-- an answer is the guess again, unless somebody saved it or gave the same one before; the trail says what was taken out.
WITH "answered" AS (
  SELECT "registration"."id", "person_id", "registration"."created_at", "key", "answers" ->> "key" AS "code",
    EXISTS (SELECT FROM "registration_event" WHERE "registration_id" = "registration"."id"
      AND "name" IN ('registration.adopted', 'answers.saved', 'answers.changed_in_gate')
      AND ("name" = 'registration.adopted' OR "detail" -> 'questions' ? "key")) AS "is_said"
  FROM "registration" JOIN "question" ON "question"."event_id" = "registration"."event_id" AND "field" = 'country'
  WHERE "answers" ? "key"
), "copied" AS (
  SELECT *, EXISTS (SELECT FROM "registration" AS "guess" WHERE "guess"."person_id" = "answered"."person_id"
    AND "guess"."created_at" < "answered"."created_at" AND "guess"."guessed_country" = "answered"."code") AS "follows_guess"
  FROM "answered"
), "withdrawn" AS (
  UPDATE "registration" SET "answers" = "answers" - "key", "guessed_country" = "code"
  FROM "copied" WHERE "copied"."id" = "registration"."id" AND "follows_guess" AND NOT "is_said" AND NOT EXISTS (
    SELECT FROM "copied" AS "earlier" WHERE "earlier"."person_id" = "copied"."person_id" AND "earlier"."code" = "copied"."code"
    AND "earlier"."created_at" < "copied"."created_at" AND ("earlier"."is_said" OR NOT "earlier"."follows_guess"))
  RETURNING "registration"."id", "key"
)
INSERT INTO "registration_event" ("registration_id", "name", "at", "detail")
SELECT "id", 'answers.guess_withdrawn', now(), jsonb_build_object('questions', jsonb_build_array("key")) FROM "withdrawn";
