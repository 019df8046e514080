ALTER TABLE "email_challenge" RENAME COLUMN "code_hash" TO "code_nonce";--> statement-breakpoint
ALTER TABLE "mail_job" ALTER COLUMN "registration_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "email_challenge" ADD COLUMN "language" text DEFAULT 'en' NOT NULL;--> statement-breakpoint
ALTER TABLE "mail_job" ADD COLUMN "challenge_id" uuid;--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_challenge_id_email_challenge_id_fk" FOREIGN KEY ("challenge_id") REFERENCES "public"."email_challenge"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "rate_limit_by_end" ON "rate_limit" USING btree ("expire");--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_of_challenge" UNIQUE("challenge_id");--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_has_one_subject" CHECK (num_nonnulls("mail_job"."registration_id", "mail_job"."challenge_id") = 1);--> statement-breakpoint
-- Written by hand: what was a code's hash is no nonce, so a code that is under way has expired and a new one may be asked for at once.
UPDATE "email_challenge" SET "sent_at" = 'epoch', "expires_at" = 'epoch' WHERE "proved_at" IS NULL;
