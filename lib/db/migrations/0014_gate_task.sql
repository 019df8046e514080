ALTER TABLE "account_change" RENAME TO "gate_task";--> statement-breakpoint
ALTER TABLE "gate_task" RENAME CONSTRAINT "account_change_pkey" TO "gate_task_pkey";--> statement-breakpoint
ALTER INDEX "account_change_by_person" RENAME TO "gate_task_by_person";--> statement-breakpoint
ALTER INDEX "account_change_due" RENAME TO "gate_task_due";--> statement-breakpoint
-- A site of the version before may still be running beside the new one; what it reads and writes is the same table.
CREATE VIEW "account_change" AS SELECT * FROM "gate_task";
