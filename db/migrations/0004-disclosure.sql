-- What is published: columns, documents, channels, interpretations, answers to the public.

create table columns (
  code text primary key,
  parent_code text references columns (code),
  path text not null unique,
  name text not null,
  description text not null default '',
  keywords text not null default '',
  type text not null check (type in ('news', 'notice', 'policy', 'statutory', 'institution', 'interaction', 'overview')),
  part text check (part in ('guide', 'rules', 'content', 'reports', 'application')),
  statutory_class smallint check (statutory_class between 1 and 15),
  key_field boolean not null default false,
  renew_within_days int check (renew_within_days > 0),
  intro text not null default '',
  position int not null default 0,
  closed_on date
);
comment on table columns is 'Columns of the portal as a tree.';
comment on column columns.path is 'Codes from the root, as /open/content/policy/';
comment on column columns.part is 'Fixed part of the disclosure platform. 国办公开办函〔2019〕61号';
comment on column columns.statutory_class is 'Class of content that must be published. 《政府信息公开条例》第二十条';
comment on column columns.key_field is 'Whether the column is one of the year''s key fields (重点领域)';
comment on column columns.renew_within_days is 'Calendar days within which something new is due. 国办秘函〔2019〕19号';
create index columns_path on columns (path text_pattern_ops);
create index columns_parent on columns (parent_code, position);

create table documents (
  id bigint generated always as identity primary key,
  region_code text not null,
  unit_code text not null references units (code),
  column_code text not null references columns (code),
  kind text not null check (kind in ('document', 'normative', 'interpretation', 'news', 'page')),
  state text not null check (state in ('draft', 'inReview', 'returned', 'approved', 'scheduled', 'published', 'withdrawn', 'withheld', 'discarded')),
  version int not null default 1,
  index_number text unique,
  title text not null check (length(title) between 1 and 300),
  document_number text,
  issuing_body text not null,
  subject_category text not null default '',
  keywords text not null default '',
  source text not null default '',
  abstract text not null default '',
  body text not null default '',
  full_text boolean not null default true,
  written_on date not null,
  effective_on date,
  expires_on date,
  validity text not null default 'inForce' check (validity in ('inForce', 'repealed', 'expired', 'none')),
  replaces_id bigint references documents (id),
  repealed_by_id bigint references documents (id),
  repealed_on date,
  attribute text not null default 'proactive' check (attribute in ('proactive', 'onApplication', 'notDisclosed')),
  attribute_ground text,
  reassess_on date,
  regime text not null references regimes (code),
  due_on date,
  drafted_by text not null,
  submitted_at timestamptz,
  secrecy_reviewed_by text,
  secrecy_note text,
  reviewed_by text,
  reviewed_at timestamptz,
  review_note text,
  forced_reason text,
  publish_at timestamptz,
  published_at timestamptz,
  published_by text,
  withdrawn_at timestamptz,
  withdrawn_reason text,
  withdrawal text check (withdrawal in ('tombstone', 'gone')),
  moved_to text,
  personal_data jsonb not null default '[]',
  search tsvector,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  check ((state in ('published', 'withdrawn')) = (published_at is not null)),
  check (attribute = 'proactive' or attribute_ground is not null or state in ('draft', 'returned', 'discarded'))
);
comment on table documents is 'Government information from draft to repeal; one row is one piece of information, however many channels carry it.';
comment on column documents.region_code is 'Division code of the county, by which a province may partition';
comment on column documents.kind is 'normative: 行政规范性文件; interpretation: 政策解读; page: standing text such as the guide';
comment on column documents.state is 'Life of the document; moves in modules/disclosure/rules.ts';
comment on column documents.version is 'Counts up with every saved change; an editor must name the one they saw';
comment on column documents.index_number is '索引号: region/unit-year-serial, given at first publication, never reused';
comment on column documents.body is 'Text as clean HTML of a small allowed set';
comment on column documents.full_text is 'Whether the whole text is online, not only an abstract (全文电子化)';
comment on column documents.written_on is '成文日期, on which the clock for publication starts';
comment on column documents.attribute is '公开属性. 国办发〔2016〕80号';
comment on column documents.attribute_ground is 'Legal ground when not proactive, with its article';
comment on column documents.reassess_on is 'Day on which a withheld document is looked at again. 《政府信息公开条例》第十八条';
comment on column documents.due_on is 'Last day for publication in time. 《政府信息公开条例》第二十六条';
comment on column documents.forced_reason is 'Why it was published without a second person; shown for good';
comment on column documents.withdrawal is 'tombstone: text stays with the reason; gone: text is not shown, only where to go';
comment on column documents.personal_data is 'What the check for personal data found in the text when it was submitted';
comment on column documents.search is 'Words of title, number, abstract and text, cut for Chinese, with pinyin of the title';
create index documents_published on documents (published_at desc, id desc) where state = 'published';
create index documents_column on documents (column_code, published_at desc, id desc) where state = 'published';
create index documents_unit on documents (unit_code, published_at desc, id desc) where state = 'published';
create index documents_work on documents (state, due_on, id) where state not in ('published', 'withdrawn', 'discarded');
create index documents_search on documents using gin (search);
create index documents_scheduled on documents (publish_at) where state = 'scheduled';
create index documents_number on documents (document_number) where document_number is not null;
create index documents_normative on documents (written_on) where kind = 'normative';
create index documents_expiry on documents (expires_on) where validity = 'inForce' and expires_on is not null;
create index documents_reassess on documents (reassess_on) where state = 'withheld';

create table index_serials (
  unit_code text not null references units (code),
  year int not null,
  last int not null,
  primary key (unit_code, year)
);
comment on table index_serials is 'Last serial given within an index number, for each unit and year.';

create table document_versions (
  document_id bigint not null references documents (id),
  version int not null,
  at timestamptz not null,
  account_id text,
  actor text not null,
  content jsonb not null,
  primary key (document_id, version)
);
comment on table document_versions is 'Each saved state of a document, whole.';

create table document_attachments (
  id bigint generated always as identity primary key,
  document_id bigint not null references documents (id),
  sha256 text not null references files (sha256),
  name text not null,
  position int not null default 0
);
comment on table document_attachments is 'Files that belong to a document; readable when their document is.';
create index document_attachments_document on document_attachments (document_id, position);

create table document_channels (
  document_id bigint not null references documents (id),
  channel text not null check (channel in ('gazette', 'website', 'microblog', 'wechat', 'other')),
  published_at timestamptz not null,
  reference text not null default '',
  primary key (document_id, channel)
);
comment on table document_channels is 'Channels through which one piece of information went out; it still counts once.';
comment on column document_channels.reference is 'Where it can be seen: address, gazette issue, place';
create index document_channels_at on document_channels (channel, published_at);

create table document_interpretations (
  interpretation_id bigint not null references documents (id),
  policy_id bigint not null references documents (id),
  primary key (interpretation_id, policy_id),
  check (interpretation_id <> policy_id)
);
comment on table document_interpretations is 'Which interpretation explains which policy, readable both ways.';
create index document_interpretations_policy on document_interpretations (policy_id);

create table interviews (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  title text not null,
  held_on date not null,
  guests text not null default '',
  head_attended boolean not null default false,
  body text not null default '',
  state text not null default 'published' check (state in ('draft', 'published'))
);
comment on table interviews is 'Online interviews on the portal (在线访谈).';

create table press_conferences (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  title text not null,
  held_on date not null,
  speakers text not null default '',
  head_attended boolean not null default false,
  body text not null default '',
  state text not null default 'published' check (state in ('draft', 'published'))
);
comment on table press_conferences is 'Press conferences held or attended (新闻发布会).';

create table concerns (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  topic text not null,
  raised_on date not null,
  summary text not null default ''
);
comment on table concerns is 'Matters of public concern; several answers to one still count once.';

create table concern_responses (
  id bigint generated always as identity primary key,
  concern_id bigint not null references concerns (id),
  channel text not null check (channel in ('press', 'interview', 'website', 'newMedia', 'other')),
  responded_on date not null,
  title text not null,
  body text not null default '',
  document_id bigint references documents (id)
);
comment on table concern_responses is 'Answers to a matter of public concern (回应关切).';
create index concern_responses_concern on concern_responses (concern_id, responded_on);

create table solicitations (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  title text not null,
  body text not null default '',
  opens_on date not null,
  closes_on date not null,
  outcome text not null default '',
  outcome_on date,
  state text not null default 'published' check (state in ('draft', 'published')),
  check (closes_on >= opens_on)
);
comment on table solicitations is 'Drafts on which opinions are asked (征集调查).';
comment on column solicitations.outcome is 'What was done with the opinions; due after closing';

create table solicitation_replies (
  id bigint generated always as identity primary key,
  solicitation_id bigint not null references solicitations (id),
  received_at timestamptz not null,
  name text not null default '',
  contact text not null default '',
  opinion text not null,
  answer text,
  answered_at timestamptz,
  published boolean not null default false
);
comment on table solicitation_replies is 'Opinions received; name and contact are personal data and are never published.';
create index solicitation_replies_of on solicitation_replies (solicitation_id, received_at);

create table administrative_decisions (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  kind text not null check (kind in ('licence', 'penalty', 'coercion')),
  number text not null,
  subject text not null,
  party text not null default '',
  decided_on date not null,
  unique (unit_code, kind, number)
);
comment on table administrative_decisions is 'Licences, penalties and coercive measures decided (双公示). 《政府信息公开条例》第二十条第五、六项';
create index administrative_decisions_on on administrative_decisions (kind, decided_on);

create table administrative_fees (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  item text not null,
  collected_on date not null,
  amount_fen bigint not null
);
comment on table administrative_fees is 'Administrative fees collected. 《政府信息公开条例》第二十条第八项';

create table visits (
  day date not null,
  column_code text not null references columns (code),
  document_id bigint not null default 0,
  visits bigint not null check (visits >= 0),
  primary key (day, column_code, document_id)
);
comment on table visits is 'Page visits by day, column and document; robots excluded, no visitor identified.';
comment on column visits.document_id is '0 for the column page itself';
create index visits_document on visits (document_id, day) where document_id <> 0;

