-- Who may do what: accounts, sessions, second factors, roles within subtrees of units, and the persons behind accounts.
-- Accounts, credentials, sessions, verifications and second factors are written by better-auth under these names.

create table accounts (
  id text primary key,
  kind text not null default 'citizen' check (kind in ('citizen', 'organisation', 'staff')),
  name text not null,
  username text unique,
  display_username text,
  email text not null unique,
  email_verified boolean not null default false,
  phone_number text unique,
  phone_number_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  unit_code text references units (code),
  must_change_password boolean not null default false,
  is_demonstration boolean not null default false,
  disabled_at timestamptz,
  disabled_reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((kind = 'staff') = (unit_code is not null)),
  check ((disabled_at is null) = (disabled_reason is null))
);
comment on table accounts is 'Whoever can sign in. Never deleted: acts point here; an account that is over is disabled.';
comment on column accounts.kind is 'citizen: a natural person; organisation: a firm or other legal person; staff: works in a unit';
comment on column accounts.name is 'Staff: the name as shown in timelines. Citizens and organisations: the masked display name; the full name is in persons';
comment on column accounts.username is 'Name to sign in with, in lower case; staff always have one';
comment on column accounts.display_username is 'The user name as it was typed';
comment on column accounts.email is 'Personal data. An address under .invalid stands for none';
comment on column accounts.phone_number is 'Personal data: mobile number to sign in with; shown masked';
comment on column accounts.image is 'Portrait handed over by an outside identity provider; not shown';
comment on column accounts.two_factor_enabled is 'Whether a second factor is asked for at sign-in';
comment on column accounts.unit_code is 'Unit a staff member works in; null for everyone else';
comment on column accounts.must_change_password is 'The password was given by someone else: until it is changed the account holds no permission';
comment on column accounts.is_demonstration is 'Has a printed password: a server that listens beyond the loopback address refuses to start while one exists';
comment on column accounts.disabled_at is 'Since when signing in is refused';
create index accounts_staff on accounts (unit_code, name, id) where kind = 'staff';
create index accounts_demonstration on accounts (id) where is_demonstration;

alter table staff add foreign key (account_id) references accounts (id);

create table credentials (
  id text primary key,
  holder_id text not null references accounts (id),
  provider_id text not null,
  provider_account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, provider_account_id)
);
comment on table credentials is 'Ways to prove who one is: a password (provider credential), or an account at an outside identity provider.';
comment on column credentials.holder_id is 'The account that this proves; not named account_id, by which better-auth would mean the column after next';
comment on column credentials.provider_id is 'credential for a password, otherwise the name of the OpenID Connect provider';
comment on column credentials.provider_account_id is 'The account''s name there; for a password the account''s own id';
comment on column credentials.password is 'scrypt hash with its salt';
create index credentials_holder on credentials (holder_id);

create table sessions (
  id text primary key,
  account_id text not null references accounts (id),
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table sessions is 'Who is signed in, one row for each browser; a row removed is a session ended.';
comment on column sessions.token is 'Secret kept, signed, in the browser''s cookie';
comment on column sessions.ip_address is 'Personal data: address from which the session was begun';
comment on column sessions.user_agent is 'Browser in which the session was begun';
create index sessions_account on sessions (account_id);
create index sessions_expiry on sessions (expires_at);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table verifications is 'Short-lived codes and states: phone codes, sign-ins waiting for their second factor, visits to an outside provider.';
comment on column verifications.identifier is 'What the code is for, such as a mobile number (personal data, removed with the code)';
comment on column verifications.value is 'The code or state, with the number of tries';
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);

create table second_factors (
  id text primary key,
  account_id text not null references accounts (id),
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count int not null default 0,
  locked_until timestamptz
);
comment on table second_factors is 'Secrets of authenticator apps, one for each account that uses one.';
comment on column second_factors.secret is 'TOTP secret, encrypted with the key of the installation';
comment on column second_factors.backup_codes is 'Codes that each work once, encrypted with the key of the installation';
comment on column second_factors.verified is 'Whether a code from the app has been entered, so that it counts';
create index second_factors_secret on second_factors (secret);
create unique index second_factors_account on second_factors (account_id);

create table throttles (
  key text primary key,
  tries int not null check (tries > 0),
  since timestamptz not null,
  blocked_until timestamptz
);
comment on table throttles is 'Tries counted against sign-in, codes and registration, shared by all web nodes; old rows are removed daily.';
comment on column throttles.key is 'What is counted: signIn:account:NAME, signIn:address:IP, code:phone:NUMBER, … (personal data, short-lived)';
comment on column throttles.tries is 'Tries since the window began';
comment on column throttles.blocked_until is 'Until when further tries are refused unseen';
create index throttles_since on throttles (since);

create table roles (
  code text primary key,
  name text not null unique,
  description text not null,
  needs_second_factor boolean not null default false,
  position int not null default 0
);
comment on table roles is 'Named bundles of small rights. There are no levels: a role holds exactly what role_permissions lists.';
comment on column roles.needs_second_factor is 'The role gives nothing until its holder has switched on a second factor';
comment on column roles.position is 'Order in lists';

create table role_permissions (
  role_code text not null references roles (code) on delete cascade,
  permission text not null check (permission ~ '^[a-z]+\.[a-zA-Z]+$'),
  primary key (role_code, permission)
);
comment on table role_permissions is 'Which permissions a role holds, by the names that routes declare.';

create table role_grants (
  id bigint generated always as identity primary key,
  account_id text not null references accounts (id),
  role_code text not null references roles (code),
  unit_code text not null references units (code),
  valid_from date not null,
  valid_until date,
  granted_by text not null,
  granted_at timestamptz not null default now(),
  ended_at timestamptz,
  ended_by text,
  check (valid_until is null or valid_until >= valid_from),
  check ((ended_at is null) = (ended_by is null))
);
comment on table role_grants is 'Who holds which role, in which subtree of units, from when to when. Never deleted.';
comment on column role_grants.unit_code is 'Root of the subtree of units that the role reaches';
comment on column role_grants.valid_until is 'Last day, included; null: until ended';
comment on column role_grants.granted_by is 'Account that granted it; system for the command line or the demonstration';
comment on column role_grants.ended_at is 'When it was ended before its time';
create index role_grants_account on role_grants (account_id) where ended_at is null;
create index role_grants_role on role_grants (role_code) where ended_at is null;

create table persons (
  id bigint generated always as identity primary key,
  account_id text not null unique references accounts (id),
  kind text not null check (kind in ('natural', 'organisation')),
  name text not null,
  id_number_sealed bytea,
  id_number_digest bytea unique check (length(id_number_digest) = 32),
  credit_code text unique,
  contact_name text,
  registered_at timestamptz not null default now(),
  check ((kind = 'natural') = (id_number_sealed is not null)),
  check ((id_number_sealed is null) = (id_number_digest is null)),
  check ((kind = 'organisation') = (credit_code is not null))
);
comment on table persons is 'Natural and legal persons behind the accounts of citizens and organisations.';
comment on column persons.name is 'Personal data: full name of a natural person, shown only on reveal; for organisations the registered name';
comment on column persons.id_number_sealed is 'Personal data: ID number (GB 11643), AES-256-GCM with the key of the installation; 12 bytes nonce, text, 16 bytes tag';
comment on column persons.id_number_digest is 'HMAC-SHA-256 of the ID number under the key of the installation, so that no one registers twice';
comment on column persons.credit_code is 'Unified social credit code, GB 32100';
comment on column persons.contact_name is 'Personal data: who acts for an organisation';
