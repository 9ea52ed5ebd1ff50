-- Document numbers (发文字号): each unit counts each series of papers anew every year, without gaps or doubles.

create table paper_numbers (
  unit_code text not null,
  series text not null check (series <> ''),
  year smallint not null check (year between 1949 and 9999),
  last_number integer not null check (last_number > 0),
  primary key (unit_code, series, year)
);
comment on table paper_numbers is 'Last document number (发文字号) given in each series of a unit and year. GB/T 9704-2012 7.2.5';
comment on column paper_numbers.unit_code is 'Unit that issues the papers';
comment on column paper_numbers.series is 'What stands before the year (机关代字), such as 津政公开答';
comment on column paper_numbers.year is 'Year in the brackets, which is that of the paper';
comment on column paper_numbers.last_number is 'Number after the year of the latest paper; the next one is one higher';
