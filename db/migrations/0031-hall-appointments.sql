-- Appointments: one that lives for each person and item, whatever the day; by phone through a clerk; reminders by mail.

drop index appointments_one;
create unique index appointments_one on appointments (item_id, person_key) where state = 'booked';

alter table appointments drop constraint appointments_channel_check;
alter table appointments add constraint appointments_channel_check check (channel in ('portal', 'kiosk', 'counter', 'phone', 'api'));
comment on column appointments.channel is 'counter and phone: a clerk made it for someone who stood there or rang up';

alter table appointments add column email_sealed bytea;
comment on column appointments.email_sealed is 'Personal data: encrypted mail address, for the reminder; null: none given';
comment on column appointments.item_id is 'That of the slot, kept here for the key appointments_one';
comment on column appointments.press_key is 'Hash of the random key of the form: sent twice it is one appointment';
create index appointments_missed on appointments (person_key, day) where state = 'noShow';
