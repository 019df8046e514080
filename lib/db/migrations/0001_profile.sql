CREATE TABLE "account_change" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"registration_id" uuid,
	"extra_ids" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"gate_user_id" text,
	"gate_username" text,
	"email" text,
	"language" text DEFAULT 'en' NOT NULL,
	"mailed_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"locked_by" text,
	"locked_until" timestamp with time zone,
	"last_failure" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "email_change" (
	"challenge_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "edit_deadline" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "retention_days" integer DEFAULT 30 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "why" text;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "need_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "show_if" jsonb;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "previous_email" text;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "reminders_off_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "undelivered" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "edit_deadline" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "erased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "purged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_challenge_id_email_challenge_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."email_challenge"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "email_change" ADD CONSTRAINT "email_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_change_by_person" ON "account_change" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "account_change_due" ON "account_change" USING btree ("run_at") WHERE "account_change"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "registration_undelivered" ON "registration" USING btree ("run_at") WHERE "registration"."undelivered" <> '{}'::jsonb;