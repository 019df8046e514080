CREATE TABLE "message" (
	"job_id" uuid PRIMARY KEY NOT NULL,
	"texts" jsonb NOT NULL,
	"is_optional" boolean NOT NULL,
	"send_at" timestamp with time zone,
	"stopped_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "mail_job" DROP CONSTRAINT "mail_job_has_one_subject";--> statement-breakpoint
ALTER TABLE "mail_job" ADD COLUMN "message_id" uuid;--> statement-breakpoint
ALTER TABLE "mail_job" ADD COLUMN "reader_id" uuid;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_job_id_bulk_job_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."bulk_job"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_message_id_message_job_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("job_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_reader_id_registration_id_fk" FOREIGN KEY ("reader_id") REFERENCES "public"."registration"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "mail_job_by_reader" ON "mail_job" USING btree ("reader_id") WHERE "mail_job"."reader_id" is not null;--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_is_one_of_a_message" UNIQUE("message_id","reader_id");--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_has_one_subject" CHECK (num_nonnulls("mail_job"."registration_id", "mail_job"."challenge_id", "mail_job"."reader_id") = 1);