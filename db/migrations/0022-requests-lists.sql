-- What the lists of requests ask, at a million of them.

create index information_requests_archivable on information_requests (closed_on, id)
  where state in ('replied', 'withdrawn', 'abandoned');
create index information_requests_handler on information_requests (handler_id, due_on, id) where closed_on is null;
