ALTER TABLE "gate_task" ADD COLUMN "changed_fields" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "network_pass" ADD COLUMN "read_tried_at" timestamp with time zone;