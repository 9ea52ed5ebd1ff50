-- What the government does for people: the superior's catalogue, the lists of each unit in versions, and what goes with them.

create table basic_items (
  code text primary key,
  scheme text not null,
  parent_code text references basic_items (code),
  name text not null,
  item_type text not null check (item_type ~ '^\d\d$'),
  standard jsonb not null,
  issued_by text not null,
  effective_on date not null,
  cancelled_on date,
  check (cancelled_on is null or cancelled_on >= effective_on)
);
comment on table basic_items is 'The catalogue of the superior level (目录清单). Units adopt its entries; name, code and standard are the same at every level. 国办函〔2016〕108号';
comment on column basic_items.code is 'Basic code (基本编码), an opaque string; its validator is chosen by scheme';
comment on column basic_items.scheme is 'Which code scheme the code follows, as in modules/catalogue/codes.ts';
comment on column basic_items.parent_code is 'Main item of a sub item';
comment on column basic_items.item_type is 'GB/T 39046-2020 A.1: 01 licence … 10 other power, 20 public service';
comment on column basic_items.standard is 'What every unit must keep as it is: legal basis, exercise levels, statutory limit; as in modules/catalogue/schema.ts';
comment on column basic_items.issued_by is 'Body or notice that issued the entry';
create index basic_items_parent on basic_items (parent_code);

create table service_items (
  id bigint generated always as identity primary key,
  region_code text not null,
  unit_code text not null references units (code),
  basic_code text references basic_items (code),
  parent_id bigint references service_items (id),
  level text not null check (level in ('main', 'sub', 'handling')),
  code text not null unique,
  scheme text not null,
  version_id bigint,
  name text not null,
  item_type text not null check (item_type ~ '^\d\d$'),
  on_application boolean generated always as (item_type in ('01', '05', '07', '08', '09', '10', '20')) stored,
  has_parts boolean not null default false,
  initial text not null default '',
  topics text[] not null default '{}',
  targets text[] not null default '{}',
  search tsvector,
  position integer not null default 0,
  changed_in integer not null default 1,
  adopted_on date not null,
  cancelled_on date,
  cancel_reason text not null default '',
  check (cancelled_on is null or cancelled_on >= adopted_on),
  check ((level = 'main') = (parent_id is null))
);
comment on table service_items is 'Service items of units (政务服务事项), one row an item and unit for as long as it exists. What it says stands in its versions.';
comment on column service_items.level is 'main 主项, sub 子项, handling 业务办理项';
comment on column service_items.code is 'Implementation code (实施编码) or code of the handling item, never used twice';
comment on column service_items.version_id is 'The version the public reads today, of item_versions; null while nothing is published. No key binds it: a backup restores a table after those it names';
comment on column service_items.on_application is '依申请类: licence, payment, confirmation, reward, ruling, other power, public service. GB/T 39046-2020 A.1';
comment on column service_items.has_parts is 'Whether sub items stand below it: then they are counted, not it';
comment on column service_items.initial is 'First letter of the name in pinyin, A to Z, for the list by letter';
comment on column service_items.topics is 'Topics and life events of the published version, as person:…, firm:…, event:… keys';
comment on column service_items.targets is 'Service targets of the published version, GB/T 39046-2020 A.4';
comment on column service_items.search is 'Words of the published version';
comment on column service_items.changed_in is 'Raised by every change, so that two editors cannot overwrite each other';
create index service_items_unit on service_items (unit_code, item_type, position, id);
create index service_items_basic on service_items (basic_code);
create index service_items_parent on service_items (parent_id, position);
create index service_items_initial on service_items (initial, name, id) where version_id is not null and cancelled_on is null;
create index service_items_topics on service_items using gin (topics) where version_id is not null and cancelled_on is null;
create index service_items_search on service_items using gin (search) where version_id is not null and cancelled_on is null;

create table item_versions (
  id bigint generated always as identity primary key,
  item_id bigint not null references service_items (id),
  version integer not null check (version > 0),
  state text not null check (state in ('draft', 'published', 'replaced')),
  elements json not null,
  case_type text generated always as (elements ->> 'caseType') stored,
  on_site_visits smallint generated always as ((elements ->> 'onSiteVisits')::smallint) stored,
  online boolean generated always as ((elements ->> 'online')::boolean) stored,
  in_hall boolean generated always as ((elements ->> 'inHall')::boolean) stored,
  nearby boolean generated always as ((elements ->> 'nearby')::boolean) stored,
  filled_on date,
  published_on date,
  effective_on date,
  ended_on date,
  edited_by text not null default '',
  reviewed_by text not null default '',
  note text not null default '',
  unique (item_id, version),
  check ((state = 'draft') = (published_on is null)),
  check ((published_on is null) = (effective_on is null)),
  check (ended_on is null or ended_on >= effective_on)
);
comment on table item_versions is 'Implementation list (实施清单) of an item, in versions. A case is handled to its end under the version it began under.';
comment on column item_versions.state is 'draft is being filled; published holds from effective_on; replaced has ended';
comment on column item_versions.elements is 'All elements, materials, fees, steps, results, questions and the form, as ItemElements in modules/catalogue/schema.ts; json and not jsonb, so that the fields of the form keep their order. GB/T 39046-2020';
comment on column item_versions.case_type is '1 instant, 2 commitment, 9 other. GB/T 39046-2020 A.6';
comment on column item_versions.on_site_visits is 'How often one must come (到办事现场次数); 1 or less is at most one trip';
comment on column item_versions.online is 'Whether it can be applied for online (网上可办)';
comment on column item_versions.in_hall is 'Whether it is served at a window of the hall (进驻大厅)';
comment on column item_versions.nearby is 'Whether it can be done in the town or village (就近办)';
comment on column item_versions.filled_on is 'First day on which all checks of the list held; null while something is missing';
comment on column item_versions.effective_on is 'First day on which it holds';
comment on column item_versions.ended_on is 'First day on which it holds no longer: the next version took its place, or the item was cancelled';
comment on column item_versions.note is 'What changed and why';
create unique index item_versions_draft on item_versions (item_id) where state = 'draft';
create unique index item_versions_published on item_versions (item_id) where state = 'published' and ended_on is null;
create index item_versions_effective on item_versions (effective_on, ended_on) where published_on is not null;

create table item_files (
  id bigint generated always as identity primary key,
  item_id bigint not null references service_items (id),
  purpose text not null check (purpose in ('blankForm', 'sample', 'resultSample')),
  name text not null,
  sha256 text not null references files (sha256),
  created_at timestamptz not null default now()
);
comment on table item_files is 'Blank forms and samples that versions refer to by id. Public exactly while a version that the public may read names them.';
create index item_files_item on item_files (item_id);

create table delegations (
  id bigint generated always as identity primary key,
  item_id bigint not null references service_items (id),
  accepted_at text not null check (accepted_at in ('village', 'town', 'department')),
  decided_at text not null check (decided_at in ('village', 'town', 'department')),
  authority text not null,
  account_scope text not null default '',
  materials_before smallint not null check (materials_before >= 0),
  materials_after smallint not null check (materials_after >= 0),
  days_before smallint not null check (days_before >= 0),
  days_after smallint not null check (days_after >= 0),
  delegated_on date not null,
  ended_on date,
  check (ended_on is null or ended_on >= delegated_on)
);
comment on table delegations is 'Items handed down to towns and villages (事项下沉), with what it saved';
comment on column delegations.decided_at is 'Who decides. The department stays responsible unless entrustment is written';
comment on column delegations.authority is 'Document that hands it down';
comment on column delegations.account_scope is 'Which accounts were opened for it';
comment on column delegations.days_before is 'Working days from acceptance to decision before it was handed down';
create unique index delegations_one on delegations (item_id) where ended_on is null;

create table cancelled_certificates (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  name text not null,
  used_for text not null,
  basis text not null default '',
  replaced_by text not null check (replaced_by in ('licence', 'enquiry', 'promise', 'investigation', 'nothing')),
  note text not null default '',
  cancelled_on date not null,
  unique (unit_code, name, used_for)
);
comment on table cancelled_certificates is 'Certificates that units no longer ask for (取消的证明材料)';
comment on column cancelled_certificates.used_for is 'Business for which it was asked';
comment on column cancelled_certificates.replaced_by is 'What does its work now: a licence one has, an enquiry between organs, a written promise, the organ''s own look, or nothing';
