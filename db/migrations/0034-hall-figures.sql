-- What the hall's manager asks: the calls of any range of days.

create index queue_calls_day on queue_calls (hall_code, day);
