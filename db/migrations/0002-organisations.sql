-- Who governs: units, posts, people in them, and the disclosure institution.

create table units (
  code text primary key,
  region_code text not null,
  parent_code text references units (code),
  path text not null unique,
  kind text not null check (kind in ('government', 'office', 'department', 'institution', 'subdistrict', 'town', 'community', 'village')),
  name text not null,
  short_name text not null,
  credit_code text,
  address text not null default '',
  phone text not null default '',
  email text not null default '',
  office_hours text not null default '',
  duties text not null default '',
  position int not null default 0,
  opened_on date not null,
  closed_on date,
  check (path like '/%/'),
  check (closed_on is null or closed_on >= opened_on)
);
comment on table units is 'Tree of public bodies. The reach of every permission is one of its subtrees.';
comment on column units.code is 'Short stable code, used in addresses: jinshi, finance, xinzhou, …';
comment on column units.region_code is 'Division code GB/T 2260: 6 digits for the county, 9 for a town, 12 for a village';
comment on column units.path is 'Codes from the root, as /jinshi/xinzhou/; a subtree is all paths that begin with one';
comment on column units.credit_code is 'Unified social credit code, GB 32100';
comment on column units.position is 'Order among siblings';
create index units_path on units (path text_pattern_ops);
create index units_parent on units (parent_code, position);

create table posts (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  title text not null,
  leads boolean not null default false,
  position int not null default 0
);
comment on table posts is 'Places in a unit that a person may hold, such as 局长.';
comment on column posts.leads is 'Whether the holder is head of the unit and first responsible person for disclosure';

create table staff (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  name text not null,
  phone text not null default '',
  account_id text unique,
  duties text not null default '',
  biography text not null default '',
  is_leader boolean not null default false,
  position int not null default 0,
  started_on date not null,
  ended_on date,
  check (ended_on is null or ended_on >= started_on)
);
comment on table staff is 'People who work in a unit.';
comment on column staff.is_leader is 'Whether the person is shown on the leaders page of the unit';
comment on column staff.duties is 'Division of work, as published';
create index staff_unit on staff (unit_code, position);

create table post_holdings (
  id bigint generated always as identity primary key,
  post_id bigint not null references posts (id),
  staff_id bigint not null references staff (id),
  started_on date not null,
  ended_on date,
  check (ended_on is null or ended_on >= started_on)
);
comment on table post_holdings is 'Who held which post from when to when; a post has one holder at a time.';
create unique index post_holdings_one_now on post_holdings (post_id) where ended_on is null;

create table disclosure_offices (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  name text not null,
  address text not null default '',
  phone text not null default '',
  fax text not null default '',
  email text not null default '',
  office_hours text not null default '',
  opened_on date not null,
  closed_on date
);
comment on table disclosure_offices is 'Bodies that receive and answer requests for information. 《政府信息公开条例》第四条';

create table disclosure_appointments (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  staff_id bigint not null references staff (id),
  kind text not null check (kind in ('fullTime', 'partTime')),
  started_on date not null,
  ended_on date
);
comment on table disclosure_appointments is 'Staff charged with disclosure; those of gazette and website are not entered here. 国办发〔2014〕32号';
create unique index disclosure_appointments_one on disclosure_appointments (staff_id) where ended_on is null;

create table consultation_sites (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  name text not null,
  kind text not null check (kind in ('archive', 'library', 'serviceCentre', 'other')),
  address text not null default '',
  office_hours text not null default '',
  opened_on date not null,
  closed_on date
);
comment on table consultation_sites is 'Places where disclosed information may be read. 《政府信息公开条例》第二十五条';

create table disclosure_funds (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  granted_on date not null,
  amount_fen bigint not null check (amount_fen >= 0),
  purpose text not null
);
comment on table disclosure_funds is 'Money set aside for disclosure, without gazette and website.';
comment on column disclosure_funds.amount_fen is 'In 分';

create table disclosure_meetings (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  held_on date not null,
  title text not null,
  minutes text not null default ''
);
comment on table disclosure_meetings is 'Meetings held on disclosure.';

create table trainings (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  held_on date not null,
  title text not null,
  trained int not null check (trained > 0)
);
comment on table trainings is 'Courses on disclosure.';
comment on column trainings.trained is 'People trained, each counted once a course (人次)';

create table media_accounts (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  platform text not null check (platform in ('microblog', 'wechat', 'other')),
  name text not null,
  opened_on date not null,
  closed_on date
);
comment on table media_accounts is 'Accounts of units on new media. 国办发〔2018〕123号';

create table registers (
  unit_code text not null references units (code),
  name text not null,
  kept_from date not null,
  kept_until date,
  note text not null default '',
  primary key (unit_code, name, kept_from)
);
comment on table registers is 'Since when a unit keeps a register. A figure without a register is blank, which is not zero.';
comment on column registers.name is 'Name of the register as indicators give it, such as gazette or interviews';
