-- Whether an item departs from its entry in the superior's catalogue is kept, not reckoned anew for every page.

alter table service_items add column departs boolean not null default false;
comment on column service_items.departs is 'Whether the version in force says something else than the entry it was adopted from; kept by whatever changes either. 国办函〔2016〕108号';

update service_items i set departs = true
from item_versions v, basic_items b
where v.id = i.version_id and b.code = i.basic_code and i.level <> 'handling' and (
  regexp_replace(b.name, '\s', '', 'g') <> regexp_replace(v.elements ->> 'name', '\s', '', 'g')
  or b.item_type <> i.item_type
  or regexp_replace(b.standard ->> 'legalBasis', '\s', '', 'g') <> regexp_replace(v.elements ->> 'legalBasis', '\s', '', 'g')
  or b.standard -> 'statutoryLimit' ->> 'unit' <> v.elements -> 'statutoryLimit' ->> 'unit'
  or (b.standard -> 'statutoryLimit' ->> 'unit' in ('workingDay', 'calendarDay')
    and b.standard -> 'statutoryLimit' ->> 'days' is distinct from v.elements -> 'statutoryLimit' ->> 'days')
  or (b.standard -> 'exerciseLevels' <> '[]'
    and not b.standard -> 'exerciseLevels' ? (v.elements ->> 'exerciseLevel')
    and not b.standard -> 'exerciseLevels' ? '7'));

create index service_items_departing on service_items (unit_code, code collate "C") where departs and cancelled_on is null;
