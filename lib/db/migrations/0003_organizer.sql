CREATE TABLE "attendee_count" (
	"event_id" uuid NOT NULL,
	"status" text NOT NULL,
	"change" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_terms" (
	"event_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_terms_event_id_version_pk" PRIMARY KEY("event_id","version")
);
--> statement-breakpoint
CREATE TABLE "question_version" (
	"question_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "question_version_question_id_version_pk" PRIMARY KEY("question_id","version")
);
--> statement-breakpoint
CREATE TABLE "gate_record" (
	"extra_id" text PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"event_slug" text,
	"parent_id" text,
	"registration_id" uuid,
	"record" jsonb NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"run" integer NOT NULL,
	"problem" text
);
--> statement-breakpoint
CREATE TABLE "gate_sync" (
	"organization_id" text PRIMARY KEY NOT NULL,
	"run" integer DEFAULT 0 NOT NULL,
	"offset" integer DEFAULT 0 NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"run_at" timestamp with time zone NOT NULL,
	"locked_by" text,
	"locked_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "bulk_item" (
	"job_id" uuid NOT NULL,
	"registration_id" uuid NOT NULL,
	"outcome" text,
	CONSTRAINT "bulk_item_job_id_registration_id_pk" PRIMARY KEY("job_id","registration_id")
);
--> statement-breakpoint
CREATE TABLE "bulk_job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"action" text NOT NULL,
	"total" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"locked_until" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "organizer" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"organization_name" text NOT NULL,
	"role" text NOT NULL,
	"checked_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"reveal_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizer_event" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "organizer_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"organization_id" text NOT NULL,
	"event_id" uuid,
	"actor_id" uuid NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "organizer_view" (
	"person_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"columns" jsonb NOT NULL,
	CONSTRAINT "organizer_view_person_id_event_id_pk" PRIMARY KEY("person_id","event_id")
);
--> statement-breakpoint
ALTER TABLE "question" DROP CONSTRAINT "question_field_is_unique_in_event";--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "terms_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "languages" text[] DEFAULT '{en}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "reindex_after" uuid;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "question" ADD COLUMN "archived_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "checked_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "checked_in_by" uuid;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "badge_printed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "terms_version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "email" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "completion" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "status" text DEFAULT 'pending' NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "facets" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "prefixes" text[] DEFAULT '{}'::text[] NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "sort_name" text GENERATED ALWAYS AS (attendee_fold(first_name || ' ' || last_name)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "search" text GENERATED ALWAYS AS (attendee_search(first_name, last_name, email, ticket_code, answers)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "registration_event" ADD COLUMN "actor_id" uuid;--> statement-breakpoint
ALTER TABLE "event_terms" ADD CONSTRAINT "event_terms_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "question_version" ADD CONSTRAINT "question_version_question_id_question_id_fk" FOREIGN KEY ("question_id") REFERENCES "public"."question"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_job_id_bulk_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."bulk_job"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_item" ADD CONSTRAINT "bulk_item_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bulk_job" ADD CONSTRAINT "bulk_job_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizer" ADD CONSTRAINT "organizer_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizer_view" ADD CONSTRAINT "organizer_view_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organizer_view" ADD CONSTRAINT "organizer_view_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendee_count_by_event" ON "attendee_count" USING btree ("event_id");--> statement-breakpoint
CREATE INDEX "gate_record_by_registration" ON "gate_record" USING btree ("registration_id");--> statement-breakpoint
CREATE INDEX "gate_record_by_organization" ON "gate_record" USING btree ("organization_id","run");--> statement-breakpoint
CREATE INDEX "bulk_job_due" ON "bulk_job" USING btree ("created_at") WHERE "bulk_job"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "organizer_event_by_event" ON "organizer_event" USING btree ("event_id","id");--> statement-breakpoint
CREATE INDEX "event_by_organization" ON "event" USING btree ("organization_id","starts_at");--> statement-breakpoint
CREATE UNIQUE INDEX "question_field_is_unique_in_event" ON "question" USING btree ("event_id","field") WHERE "question"."archived_at" is null;--> statement-breakpoint
CREATE INDEX "attendee_by_registered" ON "registration" USING btree ("event_id","created_at","id");--> statement-breakpoint
CREATE INDEX "attendee_by_name" ON "registration" USING btree ("event_id","sort_name","id");--> statement-breakpoint
CREATE INDEX "attendee_by_email" ON "registration" USING btree ("event_id","email","id");--> statement-breakpoint
CREATE INDEX "attendee_by_completion" ON "registration" USING btree ("event_id","completion","id");--> statement-breakpoint
CREATE INDEX "attendee_by_check_in" ON "registration" USING btree ("event_id",coalesce("checked_in_at", 'infinity'),"id");--> statement-breakpoint
CREATE INDEX "attendee_search" ON "registration" USING gin ("search" gin_trgm_ops,"facets","prefixes");