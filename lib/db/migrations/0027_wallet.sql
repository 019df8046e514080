CREATE TABLE "wallet_device" (
	"pass_id" uuid NOT NULL,
	"device_id" text NOT NULL,
	"push_token" text NOT NULL,
	"told_of" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "wallet_device_pass_id_device_id_pk" PRIMARY KEY("pass_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "wallet_pass" (
	"id" uuid PRIMARY KEY NOT NULL,
	"registration_id" uuid NOT NULL,
	"platform" text NOT NULL,
	"nonce" uuid NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"taken_of" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"run_at" timestamp with time zone,
	"locked_by" text,
	"locked_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "wallet_pass_is_one_of_a_platform" UNIQUE("registration_id","platform")
);
--> statement-breakpoint
ALTER TABLE "wallet_device" ADD CONSTRAINT "wallet_device_pass_id_wallet_pass_id_fk" FOREIGN KEY ("pass_id") REFERENCES "public"."wallet_pass"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "wallet_pass" ADD CONSTRAINT "wallet_pass_registration_id_registration_id_fk" FOREIGN KEY ("registration_id") REFERENCES "public"."registration"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "wallet_device_by_device" ON "wallet_device" USING btree ("device_id");--> statement-breakpoint
CREATE INDEX "wallet_pass_due" ON "wallet_pass" USING btree ("run_at") WHERE "wallet_pass"."run_at" is not null;
--> statement-breakpoint
-- Whatever changes what a pass says stamps it, and owes whoever keeps it the news, in the same transaction (decision 0057).
-- Deferred to its end, because a cancellation locks the registration before the event, and an organizer's save the event
-- first: passes are locked last by both.
CREATE FUNCTION change_wallet_passes(registration_ids uuid[]) RETURNS void
LANGUAGE sql AS $$
  UPDATE wallet_pass SET
    changed_at = greatest(date_trunc('second', clock_timestamp()), changed_at + interval '1 second'),
    run_at = clock_timestamp(),
    attempts = 0
  WHERE id IN (SELECT id FROM wallet_pass WHERE registration_id = ANY (registration_ids) ORDER BY id FOR UPDATE)
$$;
--> statement-breakpoint
CREATE FUNCTION wallet_registration_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM change_wallet_passes(array[NEW.id]);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER wallet_registration_changed
AFTER UPDATE OF first_name, last_name, language, step, checked_in_at, erased_at, purged_at ON registration
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (
  (OLD.first_name, OLD.last_name, OLD.language) IS DISTINCT FROM (NEW.first_name, NEW.last_name, NEW.language)
  OR (OLD.step IN ('cancelled', 'removed')) <> (NEW.step IN ('cancelled', 'removed'))
  OR (OLD.checked_in_at IS NULL) <> (NEW.checked_in_at IS NULL)
  OR (OLD.erased_at IS NULL) <> (NEW.erased_at IS NULL)
  OR (OLD.purged_at IS NULL) <> (NEW.purged_at IS NULL))
EXECUTE FUNCTION wallet_registration_changed();
--> statement-breakpoint
CREATE FUNCTION wallet_event_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM change_wallet_passes(array(
    SELECT wallet_pass.registration_id FROM wallet_pass
    JOIN registration ON registration.id = wallet_pass.registration_id
    WHERE registration.event_id = NEW.id));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER wallet_event_changed
AFTER UPDATE OF title, host, starts_at, ends_at, doors_at, time_zone, venue_name, venue_address, ticket_note, translations,
  hue, cover, cancelled_at ON event
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (
  (OLD.title, OLD.host, OLD.starts_at, OLD.ends_at, OLD.doors_at, OLD.time_zone, OLD.venue_name, OLD.venue_address,
    OLD.ticket_note, OLD.translations, OLD.hue, OLD.cover, OLD.cancelled_at)
  IS DISTINCT FROM
  (NEW.title, NEW.host, NEW.starts_at, NEW.ends_at, NEW.doors_at, NEW.time_zone, NEW.venue_name, NEW.venue_address,
    NEW.ticket_note, NEW.translations, NEW.hue, NEW.cover, NEW.cancelled_at))
EXECUTE FUNCTION wallet_event_changed();
--> statement-breakpoint
CREATE FUNCTION wallet_network_pass_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM change_wallet_passes(array[NEW.registration_id]);
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- A pass has the Wi-Fi while it is open.
CREATE CONSTRAINT TRIGGER wallet_network_pass_changed AFTER UPDATE OF state ON network_pass
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN ((OLD.state IN ('ready', 'used')) <> (NEW.state IN ('ready', 'used')))
EXECUTE FUNCTION wallet_network_pass_changed();
--> statement-breakpoint
CREATE FUNCTION wallet_network_account_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM change_wallet_passes(array(
    SELECT registration_id FROM network_pass WHERE person_id = NEW.person_id AND state IN ('ready', 'used')));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER wallet_network_account_changed AFTER UPDATE OF username, password ON network_account
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN ((OLD.username, OLD.password) IS DISTINCT FROM (NEW.username, NEW.password))
EXECUTE FUNCTION wallet_network_account_changed();
--> statement-breakpoint
CREATE FUNCTION wallet_network_rule_changed() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM change_wallet_passes(array(
    SELECT registration_id FROM network_pass WHERE event_id = NEW.event_id AND state IN ('ready', 'used')));
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER wallet_network_rule_changed AFTER UPDATE OF network_name, portal_url ON network_pass_rule
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN ((OLD.network_name, OLD.portal_url) IS DISTINCT FROM (NEW.network_name, NEW.portal_url))
EXECUTE FUNCTION wallet_network_rule_changed();
