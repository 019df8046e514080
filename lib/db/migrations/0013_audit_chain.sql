CREATE TABLE "audit_chain" (
	"subject" text PRIMARY KEY NOT NULL,
	"length" integer NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organizer_event" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organizer_event" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "registration_event" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "registration_event" ADD COLUMN "hash" text DEFAULT '' NOT NULL;--> statement-breakpoint
-- Written by hand from here on. What an entry says, so that no two entries read alike whatever is in them. STABLE, as the
-- functions in them are, or PostgreSQL would plan them anew at every call.
CREATE FUNCTION audit_content(subject text, id bigint, name text, at timestamptz, detail jsonb, actor uuid, event uuid) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT jsonb_build_array(subject, id, name, (extract(epoch FROM at) * 1000000)::bigint, detail, actor, event)::text
$$;
--> statement-breakpoint
CREATE FUNCTION audit_hash(previous text, content text) RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(previous || content, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
-- Trails that are there get their chain in the order they were written in.
CREATE AGGREGATE audit_fold(text) (SFUNC = audit_hash, STYPE = text, INITCOND = '');
--> statement-breakpoint
UPDATE registration_event SET position = chained.position, hash = chained.hash
FROM (
  SELECT id, row_number() OVER trail AS position,
    audit_fold(audit_content('registration ' || registration_id, id, name, at, detail, actor_id, NULL)) OVER trail AS hash
  FROM registration_event WINDOW trail AS (PARTITION BY registration_id ORDER BY id)
) AS chained WHERE chained.id = registration_event.id;
--> statement-breakpoint
UPDATE organizer_event SET position = chained.position, hash = chained.hash
FROM (
  SELECT id, row_number() OVER trail AS position,
    audit_fold(audit_content('organization ' || organization_id, id, name, at, detail, actor_id, event_id)) OVER trail AS hash
  FROM organizer_event WINDOW trail AS (PARTITION BY organization_id ORDER BY id)
) AS chained WHERE chained.id = organizer_event.id;
--> statement-breakpoint
DROP AGGREGATE audit_fold(text);
--> statement-breakpoint
INSERT INTO audit_chain (subject, length, hash)
SELECT DISTINCT ON (registration_id) 'registration ' || registration_id, position, hash
FROM registration_event ORDER BY registration_id, position DESC;
--> statement-breakpoint
INSERT INTO audit_chain (subject, length, hash)
SELECT DISTINCT ON (organization_id) 'organization ' || organization_id, position, hash
FROM organizer_event ORDER BY organization_id, position DESC;
--> statement-breakpoint
-- The row of the chain's end is locked until the transaction is over: two entries of one trail never have one predecessor.
CREATE FUNCTION registration_event_chained() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  chain text := 'registration ' || NEW.registration_id;
  content text := audit_content(chain, NEW.id, NEW.name, NEW.at, NEW.detail, NEW.actor_id, NULL);
BEGIN
  INSERT INTO audit_chain AS chained (subject, length, hash) VALUES (chain, 1, audit_hash('', content))
  ON CONFLICT (subject) DO UPDATE SET length = chained.length + 1, hash = audit_hash(chained.hash, content)
  RETURNING length, hash INTO NEW.position, NEW.hash;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER registration_event_chained BEFORE INSERT ON registration_event
FOR EACH ROW EXECUTE FUNCTION registration_event_chained();
--> statement-breakpoint
CREATE FUNCTION organizer_event_chained() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  chain text := 'organization ' || NEW.organization_id;
  content text := audit_content(chain, NEW.id, NEW.name, NEW.at, NEW.detail, NEW.actor_id, NEW.event_id);
BEGIN
  INSERT INTO audit_chain AS chained (subject, length, hash) VALUES (chain, 1, audit_hash('', content))
  ON CONFLICT (subject) DO UPDATE SET length = chained.length + 1, hash = audit_hash(chained.hash, content)
  RETURNING length, hash INTO NEW.position, NEW.hash;
  RETURN NEW;
END
$$;
--> statement-breakpoint
CREATE TRIGGER organizer_event_chained BEFORE INSERT ON organizer_event
FOR EACH ROW EXECUTE FUNCTION organizer_event_chained();
