create table links (
  url text primary key,
  found_at timestamptz not null default now(),
  checked_at timestamptz,
  outcome text check (outcome in ('ok', 'broken', 'silent', 'refused', 'unchecked')),
  status int,
  answer text not null default '',
  failures int not null default 0
);
comment on table links is 'Addresses that published texts lead to, and what they last answered. The check never touches the texts.';
comment on column links.url is 'As it stands in the text, without its fragment';
comment on column links.found_at is 'When it was first found in a text';
comment on column links.checked_at is 'When it was last visited; null never';
comment on column links.outcome is 'ok; broken: the place is gone; silent: no answer or a fault of the other side, which may pass; refused: leads into a closed network; unchecked: an address of our own that is not looked up';
comment on column links.status is 'HTTP status of the last answer; null when there was none';
comment on column links.answer is 'What was answered, in words';
comment on column links.failures is 'Visits in a row that failed';
create index links_due on links (checked_at nulls first);

create table document_links (
  document_id bigint not null references documents (id),
  url text not null references links (url),
  primary key (document_id, url)
);
comment on table document_links is 'Which published document leads where, as found in the last nightly check.';
create index document_links_url on document_links (url);

create index documents_linking on documents (id) where state = 'published' and body like '%href="%';

alter table documents add column review_by date;
comment on column documents.review_by is 'Day by which somebody looks whether the text still holds, such as a guide or a page of addresses; null never';
create index documents_review on documents (review_by) where state = 'published' and review_by is not null;
