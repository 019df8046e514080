ALTER TABLE "event_terms" ADD COLUMN "translations" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
UPDATE "event" SET "languages" = array['en'] || array(
  SELECT language FROM jsonb_object_keys("translations") AS language WHERE language <> 'en' ORDER BY language
) WHERE "languages" = '{en}' AND "translations" <> '{}';
--> statement-breakpoint
INSERT INTO "event_terms" ("event_id", "version", "text", "translations", "created_at")
SELECT "id", "terms_version", "terms", coalesce((
  SELECT jsonb_object_agg(language, words -> 'terms') FROM jsonb_each("event"."translations") AS each (language, words)
  WHERE words ? 'terms'
), '{}'), "created_at" FROM "event" ON CONFLICT DO NOTHING;
