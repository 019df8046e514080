-- For filters by language and country. Who registers waits while the two are built, half a second for 200,000 attendees
-- and a few for a million; `migrateDatabase` analyzes the table afterwards, when nobody has to wait for it.
CREATE INDEX "attendee_by_language" ON "registration" USING btree ("event_id",lower(substring("locale" from '^([A-Za-z]{2,3})(?:[_-]|$)')));--> statement-breakpoint
CREATE INDEX "attendee_by_country" ON "registration" USING btree ("event_id","country") WHERE "registration"."country" is not null;
