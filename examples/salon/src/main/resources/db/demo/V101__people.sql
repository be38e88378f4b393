-- People of the demo: the barber of each salon is its first one of the staff, and something is known of the last 60 days.

create or replace function pg_temp.pick(row_number bigint, purpose bigint, n integer) returns integer
    language sql immutable
    return ((hashint8extended(row_number, purpose) & 9223372036854775807) % n)::integer;

update staff s
set user_id = u.id
from app_user u
where u.tenant_id = s.tenant_id and u.role = 'BARBER'
  and s.id = (select min(id) from staff f where f.tenant_id = s.tenant_id);

insert into customer (tenant_id, name, phone, email, wants_news)
select c.tenant_id, c.name, c.phone, 'customer.' || c.id || '@customer.example', pg_temp.pick(c.id, 202, 2) = 0
from client c
where pg_temp.pick(c.id, 201, 4) = 0
order by c.id;

insert into attendance (tenant_id, staff_id, business_date, status, came_at, went_at)
select a.tenant_id, a.staff_id, a.day, a.status,
       case when a.status = 'PRESENT' then a.day + (525 + pg_temp.pick(a.number, 212, 30)) * interval '1 minute' end,
       case when a.status = 'PRESENT' then a.day + (1020 + pg_temp.pick(a.number, 213, 60)) * interval '1 minute' end
from (select s.tenant_id, s.id as staff_id, current_date - d as day, s.id * 1000 + d as number,
             (array['PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'PRESENT', 'ON_LEAVE', 'SICK'])
                 [1 + pg_temp.pick(s.id * 1000 + d, 211, 9)] as status
      from staff s cross join generate_series(1, 60) d) a;

analyze customer, attendance;
