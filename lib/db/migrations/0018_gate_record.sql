-- Sealed answers, v1.<key>.<iv>.<text> of before and v2.<key>.<text> (decision 0045), are nobody's search term.
-- No row has one of the second kind yet, so what is stored of the others stays true.
CREATE OR REPLACE FUNCTION attendee_search(first_name text, last_name text, email text, ticket_code text, answers jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT attendee_fold(first_name || ' ' || last_name || ' ' || email || ' ' || ticket_code || ' ' || coalesce(
    (SELECT string_agg(value, ' ') FROM jsonb_each_text(answers)
      WHERE value NOT LIKE 'v1.%.%.%' AND value !~ '^v2[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]{16,}$'), ''))
$$;
--> statement-breakpoint
-- Whoever goes to several events with one record in GATE has the calendar looked at (decision 0046).
INSERT INTO "gate_task" ("id", "person_id", "kind", "created_at", "run_at")
SELECT gen_random_uuid(), "person_id", 'hand_over_record', now(), now()
FROM (
  SELECT DISTINCT "person_id" FROM "registration"
  WHERE "step" = 'finished' AND "gate_extra_id" IS NOT NULL AND "erased_at" IS NULL AND "purged_at" IS NULL
  GROUP BY "person_id", "gate_extra_id" HAVING count(*) > 1
) AS shared;
