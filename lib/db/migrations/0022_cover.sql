CREATE TABLE "cover_picture" (
	"event_id" uuid NOT NULL,
	"name" text NOT NULL,
	"hash" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "cover_picture_event_id_name_pk" PRIMARY KEY("event_id","name")
);
--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "cover" jsonb;--> statement-breakpoint
ALTER TABLE "cover_picture" ADD CONSTRAINT "cover_picture_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "cover_picture_by_hash" ON "cover_picture" USING btree ("hash","name");--> statement-breakpoint
-- Pictures are packed already: the database need not try.
ALTER TABLE "cover_picture" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
