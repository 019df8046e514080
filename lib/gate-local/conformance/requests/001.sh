curl -X GET "https://gate.zequenze.com/api/v1/user_extra/?parent__organization_id=123&limit=25&offset=0" \
-H "Authorization: Bearer YOUR_API_TOKEN" \
-H "Content-Type: application/json"

curl -X POST "https://gate.zequenze.com/api/v1/user_extra/" \
-H "Authorization: Bearer YOUR_API_TOKEN" \
-H "Content-Type: application/json" \
-d '{
"parent": 45,
"gender": "f",
"age": 28,
"birthday": "1995-06-15",
"locale": "en_US",
"address": "123 Main Street, Apt 4B",
"city": "New York",
"state": "NY",
"postal_code": "10001",
"country": "United States",
"telephone": "+1-555-123-4567",
"company": "Tech Solutions Inc",
"title": "Software Engineer",
"accept_terms": true,
"custom_field_1": "Department: Engineering",
"custom_field_2": "Employee ID: ENG001"
}'

curl -X GET "https://gate.zequenze.com/api/v1/user_extra/1/?device_info=true" \
-H "Authorization: Bearer YOUR_API_TOKEN" \
-H "Content-Type: application/json"

curl -X PUT "https://gate.zequenze.com/api/v1/user_extra/1/" \
-H "Authorization: Bearer YOUR_API_TOKEN" \
-H "Content-Type: application/json" \
-d '{
"gender": "f",
"age": 29,
"birthday": "1995-06-15",
"locale": "en_US",
"address": "456 New Street, Suite 2A",
"city": "New York",
"state": "NY",
"postal_code": "10002",
"country": "United States",
"telephone": "+1-555-987-6543",
"company": "Advanced Tech Corp",
"title": "Senior Software Engineer",
"accept_terms": true,
"custom_field_1": "Department: Senior Engineering",
"custom_field_2": "Employee ID: SEN001",
"custom_field_3": "Team: Backend Development"
}'

curl -X PATCH "https://gate.zequenze.com/api/v1/user_extra/1/" \
-H "Authorization: Bearer YOUR_API_TOKEN" \
-H "Content-Type: application/json" \
-d '{
"telephone": "+1-555-111-2222",
"title": "Lead Software Engineer",
"custom_field_3": "Team: Full Stack Development"
}'

curl -X DELETE "https://gate.zequenze.com/api/v1/user_extra/1/" \
-H "Authorization: Bearer YOUR_API_TOKEN"
