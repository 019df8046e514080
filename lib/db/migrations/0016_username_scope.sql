ALTER TABLE "gate"."account" DROP CONSTRAINT "account_username_unique";--> statement-breakpoint
ALTER TABLE "gate"."account" ADD COLUMN "username_scope" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "gate"."account" ADD CONSTRAINT "account_username_unique" UNIQUE("username","username_scope");