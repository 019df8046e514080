CREATE TABLE "team_member" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" text NOT NULL,
	"organization_name" text NOT NULL,
	"role" text NOT NULL,
	"event_id" uuid,
	"email" text NOT NULL,
	"language" text NOT NULL,
	"person_id" uuid,
	"invited_by" uuid NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"joined_at" timestamp with time zone,
	CONSTRAINT "team_member_is_invited_once" UNIQUE NULLS NOT DISTINCT("organization_id","event_id","email"),
	CONSTRAINT "team_member_helps_at_one_door" CHECK (("team_member"."role" = 'door') = ("team_member"."event_id" is not null))
);
--> statement-breakpoint
ALTER TABLE "mail_job" DROP CONSTRAINT "mail_job_has_one_subject";--> statement-breakpoint
ALTER TABLE "mail_job" ADD COLUMN "member_id" uuid;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_event_id_event_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."event"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "team_member_by_email" ON "team_member" USING btree ("email");--> statement-breakpoint
CREATE INDEX "team_member_by_person" ON "team_member" USING btree ("person_id");--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_member_id_team_member_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."team_member"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_of_member" UNIQUE("member_id");--> statement-breakpoint
ALTER TABLE "mail_job" ADD CONSTRAINT "mail_job_has_one_subject" CHECK (num_nonnulls("mail_job"."registration_id", "mail_job"."challenge_id", "mail_job"."reader_id", "mail_job"."member_id") = 1);