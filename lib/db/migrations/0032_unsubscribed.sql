-- Whoever unsubscribed took their consents back, which was read from two places before and is kept with the consent now.
UPDATE marketing_consent SET withdrawn_at = person.reminders_off_at
FROM person
WHERE person.id = marketing_consent.person_id
  AND marketing_consent.withdrawn_at IS NULL
  AND person.reminders_off_at >= marketing_consent.given_at;
