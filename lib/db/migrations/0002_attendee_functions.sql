-- What the attendee list searches, sorts and filters by is derived in the database, so that no writer can forget it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
-- Lower case and without accents: "tomas" finds Tomás.
CREATE FUNCTION attendee_fold(words text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT translate(lower(words),
    'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįıĵķĸĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžǎǐǒǔǖǘǚǜșțạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ',
    'saaaaaaaceeeeiiiidnoooooouuuuytyaaaccccddeeeeegggghhiiiiijkkllllnnnnoooorrrsssstttuuuuuuwyzzzaiouuuuustaaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy')
$$;
--> statement-breakpoint
-- Sealed answers (v1.<key>.<iv>.<text>) are nobody's search term.
CREATE FUNCTION attendee_search(first_name text, last_name text, email text, ticket_code text, answers jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT attendee_fold(first_name || ' ' || last_name || ' ' || email || ' ' || ticket_code || ' ' || coalesce(
    (SELECT string_agg(value, ' ') FROM jsonb_each_text(answers) WHERE value NOT LIKE 'v1.%.%.%'), ''))
$$;
--> statement-breakpoint
-- The first letter and the first two letters of every word.
CREATE FUNCTION attendee_prefixes(words text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT coalesce(array_agg(DISTINCT prefix), '{}')
  FROM regexp_split_to_table(attendee_fold(words), '[\s@._+''-]+') AS word,
    LATERAL (VALUES (left(word, 1)), (left(word, 2))) AS beginning (prefix)
  WHERE word <> ''
$$;
