ALTER TABLE "bulk_job" ADD COLUMN "confirmed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "registration" ADD COLUMN "needs_proof" boolean DEFAULT false NOT NULL;