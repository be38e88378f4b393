-- Schedules, time off and online bookings for the salons of V100. The first of the staff in each salon works every day and is its barber
-- who can log in.

create or replace function pg_temp.pick(row_number bigint, purpose bigint, n integer) returns integer
    language sql immutable
    return ((hashint8extended(row_number, purpose) & 9223372036854775807) % n)::integer;

create temp table barber as
select id, tenant_id, row_number() over (partition by tenant_id order by id) as position from staff;

update staff s set user_id = u.id
from barber b
join app_user u on u.tenant_id = b.tenant_id and u.role = 'BARBER'
where b.id = s.id and b.position = 1 and s.user_id is null;

insert into schedule (tenant_id, staff_id, weekday, start_minute, end_minute)
select b.tenant_id, b.id, d, 540 + 30 * pg_temp.pick(b.id, 201, 3), 1200 - 30 * pg_temp.pick(b.id, 202, 3)
from barber b cross join generate_series(1, 7) d
where b.position = 1 or (b.id + d) % 7 > 1;

insert into time_off (tenant_id, staff_id, first_date, last_date, reason)
select b.tenant_id, b.id, f.first_date, f.first_date + pg_temp.pick(b.id, 204, 10), 'Holiday'
from barber b cross join lateral (select current_date - 60 + pg_temp.pick(b.id, 203, 120) as first_date) f
where b.position > 1 and b.id % 3 = 0;

insert into booking (tenant_id, staff_id, service_id, customer_name, phone, business_date, business_minute, duration_minutes, status, created_at)
select b.tenant_id, b.id, (b.tenant_id - 1) * 64 + 1 + pg_temp.pick(k.id, 212, 64),
       (array['Ada', 'Ben', 'Carla', 'Dino', 'Elif', 'Femi', 'Greta', 'Hugo', 'Ines', 'Jonas'])[1 + pg_temp.pick(k.id, 213, 10)],
       '+49 30 ' || (100000 + pg_temp.pick(k.id, 214, 900000)), k.day, k.minute, 30,
       (array['CONFIRMED', 'CONFIRMED', 'PENDING', 'CANCELLED'])[1 + pg_temp.pick(k.id, 215, 4)],
       k.day - interval '3 days'
from barber b
cross join generate_series(1, 20) i
cross join lateral (select b.id * 32 + i as id, current_date + 14 - pg_temp.pick(b.id * 32 + i, 210, 60) as day,
                           660 + 30 * pg_temp.pick(b.id * 32 + i, 211, 14) as minute) k
where not exists (
    select from appointment a
    where a.staff_id = b.id and a.business_date = k.day and a.status in ('BOOKED', 'CHECKED_IN', 'IN_PROGRESS')
      and a.business_minute < k.minute + 30 and k.minute < a.business_minute + a.duration_minutes)
on conflict do nothing;

analyze schedule, time_off, booking, staff;
