curl -X GET "https://gate.zequenze.com/api/v1/user_extra/?parent__organization_id=123&limit=25&offset=0" \
  -H "Authorization: Bearer YOUR_API_TOKEN" \
  -H "Content-Type: application/json"

curl -X POST "https://gate.zequenze.com/api/v1/user_extra/" \
  -H "Authorization: Bearer YOUR_API_TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
  "parent": 789,
  "title": "Ms.",
  "company": "Tech Innovations LLC",
  "telephone": "+1-555-0456",
  "address": "456 Innovation Drive",
  "city": "Austin",
  "state": "TX",
  "postal_code": "73301",
  "country": "United States",
  "country_id": "US",
  "gender": "f",
  "birthday": "1992-07-22",
  "locale": "en_US",
  "accept_terms": true,
  "custom_field_1": "Marketing Campaign A",
  "custom_field_2": "Enterprise Tier",
  "event": "Product Launch 2024"
}'

curl -X GET "https://gate.zequenze.com/api/v1/user_extra/25/" \
  -H "Authorization: Bearer YOUR_API_TOKEN" \
  -H "Content-Type: application/json"

curl -X PUT "https://gate.zequenze.com/api/v1/user_extra/25/" \
  -H "Authorization: Bearer YOUR_API_TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
  "parent": 789,
  "title": "Dr.",
  "company": "Tech Innovations LLC",
  "telephone": "+1-555-0789",
  "address": "789 Updated Street",
  "city": "Austin",
  "state": "TX",
  "postal_code": "73301",
  "country": "United States",
  "country_id": "US",
  "gender": "f",
  "birthday": "1992-07-22",
  "locale": "en_US",
  "accept_terms": true,
  "custom_field_1": "Updated Marketing Campaign",
  "custom_field_2": "Premium Enterprise",
  "event": "Annual Conference 2024",
  "custom_field_3": "VIP Customer"
}'

curl -X PATCH "https://gate.zequenze.com/api/v1/user_extra/25/" \
  -H "Authorization: Bearer YOUR_API_TOKEN" \
  -H "Content-Type: application/json" \
  -d '{
  "telephone": "+1-555-9999",
  "custom_field_4": "Newsletter Subscriber",
  "tax_id": "75-9876543"
}'

curl -X DELETE "https://gate.zequenze.com/api/v1/user_extra/25/" \
  -H "Authorization: Bearer YOUR_API_TOKEN"
