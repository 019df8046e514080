CREATE TABLE "calendar_feed" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"nonce" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "calendar_feed_nonce_unique" UNIQUE("nonce")
);
--> statement-breakpoint
CREATE TABLE "page_content" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"sessions" jsonb NOT NULL,
	"speakers" jsonb NOT NULL,
	"faq" jsonb NOT NULL,
	"contact" jsonb NOT NULL,
	"directions" jsonb NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_content" ADD CONSTRAINT "page_content_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;