-- Refused requests in the list of all requests, and the refused elements of one request.
create index refused_delivery_request on refused_delivery (workspace_id, request_id);

-- What the sender of a whole request was answered; null for elements, whose request has a row, and for older rows.
alter table refused_delivery add column status integer;
