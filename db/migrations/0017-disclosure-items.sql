-- What table 2 of the annual report counts beside decisions and fees: items of power, fees by item, procurement.

alter table administrative_decisions drop constraint administrative_decisions_kind_check;
alter table administrative_decisions add constraint administrative_decisions_kind_check
  check (kind in ('licence', 'service', 'penalty', 'coercion'));
comment on column administrative_decisions.kind is
  'licence 行政许可, service 其他对外管理服务事项, penalty 行政处罚, coercion 行政强制';
comment on column administrative_decisions.unit_code is 'Unit that decided';
comment on column administrative_decisions.number is 'Number on the decision; used once by a unit and kind';
comment on column administrative_decisions.subject is 'What was decided about';
comment on column administrative_decisions.party is 'Whom it concerns; a private person is not named here';
comment on column administrative_fees.item is 'Item of the fee list under which it was collected';
comment on column administrative_fees.amount_fen is 'In 分';

create table administrative_items (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  kind text not null check (kind in ('licence', 'service', 'penalty', 'coercion', 'fee')),
  name text not null,
  basis text not null default '',
  opened_on date not null,
  closed_on date,
  unique (unit_code, kind, name),
  check (closed_on is null or closed_on >= opened_on)
);
comment on table administrative_items is
  'Items of power and fees that a unit has (行政许可、处罚、强制、收费事项目录). 国办公开办函〔2019〕60号 第二部分';
comment on column administrative_items.unit_code is 'Unit that carries the item out';
comment on column administrative_items.kind is
  'licence 行政许可, service 其他对外管理服务事项, penalty 行政处罚, coercion 行政强制, fee 行政事业性收费';
comment on column administrative_items.name is 'As in the published list of items';
comment on column administrative_items.basis is 'Law or notice it rests on';
comment on column administrative_items.opened_on is 'Day from which it stands in the list';
comment on column administrative_items.closed_on is 'Day on which it was taken off; null while it stands';
create index administrative_items_kind on administrative_items (kind, opened_on);

create table procurements (
  id bigint generated always as identity primary key,
  unit_code text not null references units (code),
  project text not null,
  supplier text not null default '',
  amount_fen bigint not null check (amount_fen >= 0),
  contracted_on date not null
);
comment on table procurements is 'Centralised government procurement (政府集中采购). 《政府信息公开条例》第二十条第九项';
comment on column procurements.unit_code is 'Unit that buys';
comment on column procurements.project is 'Name of the project, as announced';
comment on column procurements.supplier is 'Firm that won the contract';
comment on column procurements.amount_fen is 'In 分';
comment on column procurements.contracted_on is 'Day of the contract';
create index procurements_on on procurements (contracted_on);
