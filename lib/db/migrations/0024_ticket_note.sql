ALTER TABLE "event" ADD COLUMN "ticket_note" text;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "reminds_before" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "thanks_after" boolean DEFAULT false NOT NULL;