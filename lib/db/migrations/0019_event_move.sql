CREATE TABLE "event_revision" (
	"event_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"doors_at" timestamp with time zone,
	"time_zone" text NOT NULL,
	"venue_name" text NOT NULL,
	"venue_address" text,
	"venue_names" jsonb NOT NULL,
	"is_cancelled" boolean NOT NULL,
	"replaced_at" timestamp with time zone NOT NULL,
	CONSTRAINT "event_revision_event_id_revision_pk" PRIMARY KEY("event_id","revision")
);
--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "cancelled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "cancel_reason" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "announced_revision" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "announce_after" uuid;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "announce_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "mail_job" ADD COLUMN "known_revision" integer;--> statement-breakpoint
ALTER TABLE "mail_job" ADD COLUMN "told_revision" integer;--> statement-breakpoint
ALTER TABLE "event_revision" ADD CONSTRAINT "event_revision_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_to_announce" ON "event" USING btree ("announce_at") WHERE "event"."announce_after" is not null;
--> statement-breakpoint
-- A cancelled event opens no network: its passes are looked at when it is cancelled and when that is taken back.
DROP TRIGGER network_pass_event_moved ON event;
--> statement-breakpoint
CREATE TRIGGER network_pass_event_moved AFTER UPDATE OF starts_at, ends_at, doors_at, cancelled_at ON event
FOR EACH ROW WHEN (
  (OLD.starts_at, OLD.ends_at, OLD.doors_at, OLD.cancelled_at)
    IS DISTINCT FROM (NEW.starts_at, NEW.ends_at, NEW.doors_at, NEW.cancelled_at))
EXECUTE FUNCTION network_pass_event_moved();
