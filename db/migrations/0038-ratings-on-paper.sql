-- Ratings on paper, for who has no telephone at hand: forms are printed in lots and keyed in once each.
create table rating_forms (
  id bigint generated always as identity primary key,
  region_code text not null,
  unit_code text not null references units (code),
  place text not null,
  forms smallint not null check (forms between 1 and 200),
  printed_on date not null,
  printed_by text not null,
  printed_name text not null
);
comment on table rating_forms is 'Lots of rating forms on paper, printed to be handed out in towns and villages. A form is called LOT-NUMBER, and what is keyed in from it is the rating of `paper:LOT-NUMBER`. 国办发〔2019〕51号';
comment on column rating_forms.unit_code is 'Unit that is rated';
comment on column rating_forms.place is 'Where they are handed out, such as a village';
comment on column rating_forms.forms is 'How many: numbered from 1';
comment on column rating_forms.printed_on is 'Day on which the lot was made';
comment on column rating_forms.printed_by is 'Account of who made it';
comment on column rating_forms.printed_name is 'Their name';

alter table ratings drop constraint ratings_subject_check;
alter table ratings add constraint ratings_subject_check check (subject ~ '^(case|ticket|paper):.');
comment on column ratings.subject is 'case:NUMBER, ticket:ID or paper:LOT-NUMBER. The first two lead to the rater: shown to those alone who review, never to the rated';
alter table ratings drop constraint ratings_channel_check;
alter table ratings add constraint ratings_channel_check
  check (channel in ('windowDevice', 'kiosk', 'portal', 'qr', 'sms', 'hotline', 'paper', 'clock'));
comment on column ratings.channel is 'Where it was given: window device, terminal, portal, QR code, link of a text message, hotline, paper; clock for one by default';
