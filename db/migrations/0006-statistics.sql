-- Forms frozen, with the records behind each cell.

create table frozen_forms (
  id bigint generated always as identity primary key,
  template text not null check (template in ('2014', '2019', '2021')),
  year int not null,
  unit_code text not null references units (code),
  frozen_at timestamptz not null,
  frozen_by text not null,
  as_of timestamptz not null,
  preparer text not null default '',
  reviewer text not null default '',
  unit_head text not null default '',
  phone text not null default '',
  filled_on date not null,
  digest bytea not null,
  superseded_at timestamptz,
  superseded_reason text
);
comment on table frozen_forms is 'A year''s statistical form as it was signed; later changes to records show as differences.';
comment on column frozen_forms.digest is 'SM3 over cells and the keys of their records';
create unique index frozen_forms_one on frozen_forms (template, year, unit_code) where superseded_at is null;

create table frozen_cells (
  form_id bigint not null references frozen_forms (id),
  row_id text not null,
  value numeric,
  primary key (form_id, row_id)
);
comment on table frozen_cells is 'The figures of a frozen form, one row each.';
comment on column frozen_cells.value is 'In the unit of the row; null is blank, which is not zero';

create table frozen_cell_records (
  form_id bigint not null,
  row_id text not null,
  subject text not null,
  amount numeric not null,
  primary key (form_id, row_id, subject),
  foreign key (form_id, row_id) references frozen_cells (form_id, row_id)
);
comment on table frozen_cell_records is 'Keys of the records that were counted into each cell when the form was frozen.';

create table form_exceptions (
  id bigint generated always as identity primary key,
  template text not null,
  year int not null,
  unit_code text not null references units (code),
  identity_id text not null,
  reason text not null check (length(reason) > 0),
  granted_by text not null,
  granted_at timestamptz not null default now()
);
comment on table form_exceptions is 'Identities let pass with a reason and a name; printed on the form.';
