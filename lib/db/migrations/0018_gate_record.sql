-- Sealed answers, v1.<key>.<iv>.<text> of before and v2.<key>.<text> (decision 0045), are nobody's search term.
-- No row has one of the second kind yet, so what is stored of the others stays true.
CREATE OR REPLACE FUNCTION attendee_search(first_name text, last_name text, email text, ticket_code text, answers jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT attendee_fold(first_name || ' ' || last_name || ' ' || email || ' ' || ticket_code || ' ' || coalesce(
    (SELECT string_agg(value, ' ') FROM jsonb_each_text(answers)
      WHERE value NOT LIKE 'v1.%.%.%' AND value !~ '^v2[.][A-Za-z0-9_-]+[.][A-Za-z0-9_-]{16,}$'), ''))
$$;
