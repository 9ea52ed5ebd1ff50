-- The knowledge base, enquiries of the public, and questions and answers that are published.

create table knowledge_articles (
  id bigint generated always as identity primary key,
  region_code text not null,
  unit_code text not null references units (code),
  state text not null check (state in ('draft', 'inReview', 'published', 'withdrawn')),
  version integer not null default 1 check (version > 0),
  published_version integer check (published_version > 0),
  title text not null check (title <> ''),
  body text not null,
  topic text not null,
  keywords text not null default '',
  audience text not null check (audience in ('public', 'internal')),
  review_on date not null,
  search tsvector,
  submitted_by text,
  return_note text not null default '',
  published_at timestamptz,
  published_by text,
  published_name text not null default '',
  withdrawn_reason text not null default '',
  changed_at timestamptz not null default now(),
  check (published_version is null or published_at is not null),
  check (published_version is null or state <> 'withdrawn'),
  check ((state = 'withdrawn') = (withdrawn_reason <> ''))
);
comment on table knowledge_articles is 'Articles of the knowledge base (知识库): what clerks answer from and the public reads. The row holds what readers read; what is being written stands in its newest version';
comment on column knowledge_articles.unit_code is 'Owner: the unit that answers for what it says and looks at it again';
comment on column knowledge_articles.state is 'State of the newest version. While published_version is set, readers go on reading that one';
comment on column knowledge_articles.version is 'Newest version, of knowledge_versions';
comment on column knowledge_articles.published_version is 'Version that readers read; null: none';
comment on column knowledge_articles.title is 'Title of the published version, of the newest while none is published; so are all columns of content';
comment on column knowledge_articles.body is 'Cleaned HTML';
comment on column knowledge_articles.topic is 'Key of data/law/enquiry-topics.json';
comment on column knowledge_articles.audience is 'public: everyone; internal: staff only';
comment on column knowledge_articles.review_on is 'Day on which the owner is to look whether it still holds (复核); of the article, not of a version';
comment on column knowledge_articles.submitted_by is 'Account that gave the newest version to review';
comment on column knowledge_articles.return_note is 'Why the newest version was given back, in words for its author';
comment on column knowledge_articles.published_by is 'Account that published it: nobody who wrote at it';
create index knowledge_articles_work on knowledge_articles (unit_code, state, changed_at desc, id desc);
create index knowledge_articles_read on knowledge_articles (topic, published_at desc, id desc) where published_version is not null;
create index knowledge_articles_newest on knowledge_articles (published_at desc, id desc) where published_version is not null;
create index knowledge_articles_review on knowledge_articles (review_on, id) where published_version is not null;
create index knowledge_articles_search on knowledge_articles using gin (search) where published_version is not null;

create table knowledge_versions (
  article_id bigint not null references knowledge_articles (id),
  version integer not null check (version > 0),
  content jsonb not null,
  saved_by text not null,
  saved_name text not null,
  saved_at timestamptz not null,
  primary key (article_id, version)
);
comment on table knowledge_versions is 'Every text an article had, whole; only ever added to';
comment on column knowledge_versions.content is 'Title, body, topic, keywords, audience, numbers of items and documents';

create table knowledge_items (
  article_id bigint not null references knowledge_articles (id),
  item_id bigint not null references service_items (id),
  primary key (article_id, item_id)
);
comment on table knowledge_items is 'Service items that an article speaks of';
create index knowledge_items_item on knowledge_items (item_id, article_id);

create table knowledge_documents (
  article_id bigint not null references knowledge_articles (id),
  document_id bigint not null references documents (id),
  primary key (article_id, document_id)
);
comment on table knowledge_documents is 'Published documents that an article rests on';
create index knowledge_documents_document on knowledge_documents (document_id, article_id);

create table enquiries (
  id bigint generated always as identity primary key,
  region_code text not null,
  number text not null unique,
  channel text not null check (channel in ('phone', 'inPerson', 'online')),
  question text not null check (question <> ''),
  topic text not null,
  unit_code text not null references units (code),
  intake_unit_code text not null references units (code),
  asker_name text not null default '',
  asker_phone text not null default '',
  asker_email text not null default '',
  account_id text,
  asked_at timestamptz not null,
  asked_on date not null,
  state text not null check (state in ('received', 'assigned', 'answered')),
  due_on date not null,
  warn_on date not null,
  answer text not null default '',
  article_id bigint references knowledge_articles (id),
  answered_at timestamptz,
  answered_on date,
  answered_by text,
  answered_name text not null default '',
  submission_hash bytea unique,
  query_code_hash bytea,
  search tsvector,
  version integer not null default 1,
  check ((state = 'answered') = (answered_at is not null)),
  check ((answered_at is null) = (answered_on is null)),
  check ((state = 'answered') = (answer <> ''))
);
comment on table enquiries is 'Enquiries (咨询): what people asked by telephone, in person and online, and what they were answered. 《政府信息公开工作年度报告统计表》（2014年）';
comment on column enquiries.number is 'ZX, day and serial of the day; never used twice';
comment on column enquiries.question is 'As it was asked; may hold personal data, so it is never published as it stands';
comment on column enquiries.topic is 'Key of data/law/enquiry-topics.json';
comment on column enquiries.unit_code is 'Unit that answers, or in whose business the question lies';
comment on column enquiries.intake_unit_code is 'Unit that took it in; for an online one the government until it is given to a unit';
comment on column enquiries.asker_name is 'Personal data, optional: masked';
comment on column enquiries.asker_phone is 'Personal data, optional: masked';
comment on column enquiries.asker_email is 'Personal data, optional: masked';
comment on column enquiries.account_id is 'Account of the person who asked, where they were signed in';
comment on column enquiries.asked_on is 'Day in Asia/Shanghai on which it was asked; on it the enquiry counts';
comment on column enquiries.state is 'received: waits to be given to a unit; assigned: waits for its answer; answered';
comment on column enquiries.due_on is 'Last day for the answer: working days of the setting enquiryDays after the day it was asked';
comment on column enquiries.warn_on is 'First day on which the light is yellow';
comment on column enquiries.answer is 'Plain text, as the person was told';
comment on column enquiries.article_id is 'Article it was answered from';
comment on column enquiries.submission_hash is 'SM3 of the key of the form that was sent: sending it twice makes one enquiry';
comment on column enquiries.query_code_hash is 'SM3 of the code by which an online enquiry is followed';
create index enquiries_open on enquiries (unit_code, due_on, id) include (warn_on, state) where state <> 'answered';
create index enquiries_warned on enquiries (warn_on, id) where state <> 'answered';
create index enquiries_running on enquiries (id) where state <> 'answered';
create index enquiries_unit on enquiries (unit_code, asked_at desc, id desc);
create index enquiries_intake on enquiries (intake_unit_code, asked_at desc, id desc);
create index enquiries_asked on enquiries (asked_on, channel);
create index enquiries_answered on enquiries (answered_on) where state = 'answered';
create index enquiries_article on enquiries (article_id, id desc) where article_id is not null;
create index enquiries_account on enquiries (account_id, asked_at desc) where account_id is not null;
create index enquiries_search on enquiries using gin (search);

create table enquiry_serials (
  region_code text not null,
  day date not null,
  last integer not null check (last > 0),
  primary key (region_code, day)
);
comment on table enquiry_serials is 'Last serial given on a day: numbers of enquiries have no gaps and are never used twice';

create table enquiry_publications (
  enquiry_id bigint primary key references enquiries (id),
  unit_code text not null references units (code),
  state text not null check (state in ('proposed', 'returned', 'published', 'withdrawn')),
  question text not null check (question <> ''),
  answer text not null check (answer <> ''),
  topic text not null,
  article_id bigint references knowledge_articles (id),
  search tsvector,
  proposed_by text not null,
  proposed_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_name text not null default '',
  decided_at timestamptz,
  published_at timestamptz,
  note text not null default '',
  check ((state = 'proposed') = (decided_by is null)),
  check (state <> 'published' or published_at is not null),
  check (state <> 'published' or decided_by <> proposed_by)
);
comment on table enquiry_publications is 'Questions with answers for everyone (咨询公开选登): worded anew without personal data, and looked at by a second person';
comment on column enquiry_publications.question is 'As the public reads it, not as it was asked';
comment on column enquiry_publications.proposed_by is 'Account that worded it';
comment on column enquiry_publications.decided_by is 'Account that published, gave back or withdrew it: another one';
comment on column enquiry_publications.note is 'Why it was given back or withdrawn';
create index enquiry_publications_waiting on enquiry_publications (unit_code, proposed_at) where state = 'proposed';
create index enquiry_publications_read on enquiry_publications (published_at desc, enquiry_id desc) where state = 'published';
create index enquiry_publications_topic on enquiry_publications (topic, published_at desc, enquiry_id desc) where state = 'published';
create index enquiry_publications_article on enquiry_publications (article_id) where state = 'published';
create index enquiry_publications_search on enquiry_publications using gin (search) where state = 'published';

create table knowledge_reminders (
  subject text not null,
  rule text not null check (rule in ('reviewDue', 'nearing', 'overdue')),
  period text not null,
  told_at timestamptz not null,
  primary key (subject, rule, period)
);
comment on table knowledge_reminders is 'Reminders given to units, once for each record, rule and period';
comment on column knowledge_reminders.subject is 'As in acts: article:12, enquiry:ZX20181203-0001';
comment on column knowledge_reminders.period is 'The day the reminder quotes; a day that moved is a new reason';
