CREATE TABLE "attendee_export" (
	"id" uuid PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"actor_id" uuid NOT NULL,
	"format" text NOT NULL,
	"query" text NOT NULL,
	"columns" text[] NOT NULL,
	"is_sensitive" boolean NOT NULL,
	"total" integer NOT NULL,
	"written" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "attendee_export" ADD CONSTRAINT "attendee_export_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "attendee_export_by_event" ON "attendee_export" USING btree ("event_id","created_at");