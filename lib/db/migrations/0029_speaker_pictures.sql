-- An event has more than one picture: those of its speakers beside its cover.
ALTER TABLE "cover_picture" DROP CONSTRAINT "cover_picture_event_id_name_pk";--> statement-breakpoint
ALTER TABLE "cover_picture" ADD CONSTRAINT "cover_picture_event_id_hash_name_pk" PRIMARY KEY("event_id","hash","name");
