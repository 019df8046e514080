CREATE TABLE "gate_sync_pace" (
	"id" integer PRIMARY KEY NOT NULL,
	"calls" timestamp with time zone[] DEFAULT '{}'::timestamptz[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "gate_record" ADD COLUMN "adopt_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gate_sync" ADD COLUMN "total" integer;--> statement-breakpoint
ALTER TABLE "gate_sync" ADD COLUMN "listed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "gate_sync" ADD COLUMN "checked_to" uuid;--> statement-breakpoint
ALTER TABLE "gate_sync" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "gate_sync" ADD COLUMN "last_failure" jsonb;--> statement-breakpoint
CREATE INDEX "gate_record_to_adopt" ON "gate_record" USING btree ("organization_id","adopt_at") WHERE "gate_record"."adopt_at" is not null;--> statement-breakpoint
CREATE INDEX "gate_record_problem" ON "gate_record" USING btree ("event_slug","problem") WHERE "gate_record"."problem" is not null;--> statement-breakpoint
CREATE INDEX "registration_by_extra" ON "registration" USING btree ("gate_extra_id") WHERE "registration"."gate_extra_id" is not null;--> statement-breakpoint
CREATE INDEX "registration_event_fields_dropped" ON "registration_event" USING btree ("registration_id") WHERE "registration_event"."name" = 'gate_extra.fields_dropped';