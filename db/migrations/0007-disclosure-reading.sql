-- Ways into the documents that readers take: what has replaced this one, all of a kind, what no longer holds.

create index documents_replaces on documents (replaces_id) where replaces_id is not null;
create index documents_kind on documents (kind, published_at desc, id desc) where state = 'published';
create index documents_ended on documents (validity, published_at desc, id desc)
  where state = 'published' and validity in ('repealed', 'expired');
