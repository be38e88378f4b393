-- Twenty-five salons and a year of their business, up to today. Every value comes from a hash of its row number, so that two databases
-- seeded on the same day hold the same data. Everybody's password is "salon".

-- A number from 0 to n - 1 that depends only on the row and on what it is picked for.
create function pg_temp.pick(row_number bigint, purpose bigint, n integer) returns integer
    language sql immutable
    return ((hashint8extended(row_number, purpose) & 9223372036854775807) % n)::integer;

-- How large each salon is: the k-th does a k-th of the business of the first.
create temp table size as
select k                                                             as tenant_id,
       8 + (12 / k)                                                  as staff,
       200 + 3000 / k                                                as clients,
       58000 / k                                                     as bills,
       (sum(8 + (12 / k)) over (order by k))::bigint - (8 + (12 / k))     as staff_before,
       (sum(200 + 3000 / k) over (order by k))::bigint - (200 + 3000 / k) as clients_before,
       (sum(58000 / k) over (order by k))::bigint - 58000 / k        as bills_before
from generate_series(1, 25) k;

insert into tenant (id, name)
select k, (array['Fade & Co', 'The Parlour', 'Golden Scissors', 'Velvet Chair', 'North Barber', 'Studio Lumen', 'Hair by Ada',
                 'Old Town Cuts', 'Mirror Mirror', 'The Razor Room', 'Salon Aurora', 'Copper Comb', 'Lido Beauty'])[1 + (k - 1) % 13]
          || case when k > 13 then ' II' else '' end
from generate_series(1, 25) k;

insert into settings (tenant_id, business_name, receipt_footer)
select id, name, 'Thank you, see you soon' from tenant;

insert into app_user (tenant_id, email, name, password_hash, role)
select t.id, u.mailbox || '@tenant' || t.id || '.example', u.name, '{noop}salon', u.role
from tenant t
cross join (values (1, 'owner', 'Olivia Owner', 'OWNER'), (2, 'manager', 'Max Manager', 'MANAGER'),
                   (3, 'desk', 'Dana Desk', 'FRONT_DESK'), (4, 'barber', 'Ben Barber', 'BARBER')) u (position, mailbox, name, role)
order by t.id, u.position;

create temp table first_name as
select * from unnest(array['Ada', 'Ben', 'Carla', 'Dino', 'Elif', 'Femi', 'Greta', 'Hugo', 'Ines', 'Jonas', 'Kira', 'Luca', 'Mira', 'Noah',
                           'Olga', 'Pablo', 'Quinn', 'Rosa', 'Sami', 'Tara', 'Umar', 'Vera', 'Wim', 'Xenia', 'Yara', 'Zeno'])
    with ordinality n (name, i);

create temp table last_name as
select * from unnest(array['Adler', 'Bianchi', 'Costa', 'Demir', 'Eriksen', 'Fischer', 'Garcia', 'Haas', 'Ivanova', 'Jansen', 'Kaya', 'Lopez',
                           'Moreau', 'Novak', 'Okafor', 'Petrov', 'Quist', 'Rossi', 'Silva', 'Tanaka', 'Urban', 'Vogel', 'Weber'])
    with ordinality n (name, i);

insert into staff (id, tenant_id, name, title)
select s.id, s.tenant_id, f.name || ' ' || l.name, (array['Barber', 'Stylist', 'Senior stylist', 'Colourist', 'Therapist'])[1 + pg_temp.pick(s.id, 3, 5)]
from (select staff_before + i as id, tenant_id from size, generate_series(1, staff) i) s
join first_name f on f.i = 1 + pg_temp.pick(s.id, 1, 26)
join last_name l on l.i = 1 + pg_temp.pick(s.id, 2, 23);

insert into client (id, tenant_id, name, email, phone, created_at)
select c.id, c.tenant_id, f.name || ' ' || l.name, lower(f.name) || '.' || c.id || '@client.example',
       '+49 30 ' || (100000 + pg_temp.pick(c.id, 13, 900000)), now() - pg_temp.pick(c.id, 14, 700) * interval '1 day'
from (select clients_before + i as id, tenant_id from size, generate_series(1, clients) i) c
join first_name f on f.i = 1 + pg_temp.pick(c.id, 11, 26)
join last_name l on l.i = 1 + pg_temp.pick(c.id, 12, 23);

-- Catalog: eight categories of eight services. Tenant t has the services (t - 1) * 64 + 1 to t * 64.

create temp table menu (position integer, category text, base_minor integer, services text[]);
insert into menu values
    (1, 'Haircuts', 2800, array['Classic cut', 'Fade', 'Scissor cut', 'Buzz cut', 'Long hair cut', 'Fringe trim', 'Kids cut', 'Restyle']),
    (2, 'Beard', 1600, array['Beard trim', 'Beard shape', 'Hot towel shave', 'Head shave', 'Moustache trim', 'Beard colour', 'Beard oil ritual', 'Line-up']),
    (3, 'Colour', 6500, array['Root touch-up', 'Full colour', 'Half highlights', 'Full highlights', 'Balayage', 'Toner', 'Gloss', 'Colour correction']),
    (4, 'Styling', 3500, array['Blow-dry', 'Curls', 'Updo', 'Braids', 'Straightening', 'Bridal trial', 'Bridal styling', 'Evening styling']),
    (5, 'Care', 3000, array['Deep conditioning', 'Keratin', 'Scalp massage', 'Scalp peeling', 'Olaplex', 'Moisture mask', 'Repair mask', 'Detox']),
    (6, 'Face', 4500, array['Express facial', 'Deep cleansing', 'Brow shape', 'Brow tint', 'Lash lift', 'Lash tint', 'Threading', 'Hydra facial']),
    (7, 'Nails', 3200, array['Manicure', 'Gel manicure', 'Pedicure', 'Gel pedicure', 'Nail art', 'Gel removal', 'Repair', 'French']),
    (8, 'Massage', 5500, array['Neck and shoulders', 'Back 30', 'Back 60', 'Head', 'Feet', 'Hot stone', 'Full body', 'Sports']);

insert into category (id, tenant_id, name, position)
select (t.id - 1) * 8 + m.position, t.id, m.category, m.position from tenant t cross join menu m;

insert into service (id, tenant_id, category_id, name, price_minor, duration_minutes, active)
select (t.id - 1) * 64 + (m.position - 1) * 8 + i, t.id, (t.id - 1) * 8 + m.position, m.services[i],
       m.base_minor + 100 * pg_temp.pick((t.id - 1) * 64 + (m.position - 1) * 8 + i, 21, 40), 15 * (1 + i % 4), true
from tenant t cross join menu m cross join generate_series(1, 8) i;

insert into addon (tenant_id, service_id, name, price_minor)
select s.tenant_id, s.id, a.name, a.price_minor
from service s
cross join (values (1, 'Wash', 500), (2, 'Treatment', 1200), (3, 'Express', 900)) a (i, name, price_minor)
where pg_temp.pick(s.id, 30 + a.i, 3) > 0
order by s.id, a.i;

insert into staff_template (tenant_id, service_id, staff_id, price_minor, duration_minutes)
select s.tenant_id, s.id, z.staff_before + 1 + (s.id + i) % z.staff, s.price_minor + 500 * i, s.duration_minutes
from service s join size z using (tenant_id) cross join generate_series(0, 1) i;

-- Quotes

insert into quote (id, tenant_id, client_id, status, title, created_at, accepted_at)
select q.id, q.tenant_id, q.clients_before + 1 + pg_temp.pick(q.id, 41, q.clients),
       (array['DRAFT', 'SENT', 'ACCEPTED', 'ACCEPTED', 'REJECTED'])[1 + pg_temp.pick(q.id, 42, 5)],
       (array['Wedding party', 'Team event', 'Photo shoot', 'Annual care plan'])[1 + pg_temp.pick(q.id, 43, 4)],
       now() - (10 + pg_temp.pick(q.id, 44, 350)) * interval '1 day', null
from (select z.*, row_number() over (order by tenant_id, i) as id from size z, generate_series(1, 40 + 560 / tenant_id) i) q;

insert into quote_item (tenant_id, quote_id, description, quantity, unit_price_minor)
select q.tenant_id, q.id, s.name, 1 + pg_temp.pick(q.id * 8 + i, 46, 6), s.price_minor
from quote q
cross join generate_series(1, 3) i
join service s on s.id = (q.tenant_id - 1) * 64 + 1 + pg_temp.pick(q.id * 8 + i, 45, 64);

update quote q
set total_minor = i.total_minor,
    accepted_at = case when q.status = 'ACCEPTED' then q.created_at + interval '3 days' end
from (select quote_id, sum(quantity * unit_price_minor) as total_minor from quote_item group by quote_id) i
where i.quote_id = q.id;

-- The largest tables are loaded without indexes and foreign keys, which come back behind the last of them: all rows at once take less than each by itself.

create temp table large as
select unnest('{bill,bill_line,payment,appointment,walk_in}'::regclass[]) as id;

create temp table set_aside as
select 1 as turn, i.indexrelid::regclass::text as name, format('drop index %s', i.indexrelid::regclass) as away,
       pg_get_indexdef(i.indexrelid) as back
from pg_index i
where i.indrelid in (select id from large)
  and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
union all
select 2, c.conname, format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname),
       format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
from pg_constraint c
where c.contype = 'f'
  and c.conrelid in (select id from large);

do $$
declare statement text;
begin
    for statement in select away from set_aside loop
        execute statement;
    end loop;
end $$;

-- Point of sale

create temp table sale as
select b.*,
       case when day = current_date
           then day + (now() - current_date::timestamptz) * (minute / 1440.0)
           else day + minute * interval '1 minute' end as at
from (select z.bills_before + i                                                          as id,
             z.tenant_id,
             z.staff_before, z.staff,
             case when pg_temp.pick(z.bills_before + i, 51, 3) > 0
                 then z.clients_before + 1 + pg_temp.pick(z.bills_before + i, 52, z.clients) end as client_id,
             current_date - pg_temp.pick(z.bills_before + i, 53, 366)                    as day,
             540 + pg_temp.pick(z.bills_before + i, 54, 330) + pg_temp.pick(z.bills_before + i, 55, 330) as minute,
             1 + (pg_temp.pick(z.bills_before + i, 56, 3) + pg_temp.pick(z.bills_before + i, 57, 3) + 1) / 2 as lines,
             pg_temp.pick(z.bills_before + i, 58, 100)                                   as fate
      from size z, generate_series(1, z.bills) i) b;

create temp table sale_line as
select b.id as bill_id, b.tenant_id, b.day, s.id as service_id, s.name, s.price_minor,
       b.staff_before + 1 + pg_temp.pick(b.id * 4 + i, 62, b.staff) as staff_id
from sale b
cross join generate_series(1, b.lines) i
join service s on s.id = (b.tenant_id - 1) * 64 + 1
                         + least(pg_temp.pick(b.id * 4 + i, 60, 64), pg_temp.pick(b.id * 4 + i, 61, 64));

insert into bill (id, tenant_id, client_id, status, business_date, business_hour, subtotal_minor, tax_minor, total_minor, paid_minor,
                  created_at, closed_at)
select b.id, b.tenant_id, b.client_id,
       case when fate < 93 then 'COMPLETED' when fate < 96 then 'VOIDED' when fate < 98 then 'REFUNDED' else 'OPEN' end,
       b.day, extract(hour from b.at), l.subtotal, l.subtotal * 1900 / 11900, l.subtotal,
       case when fate < 93 then l.subtotal else 0 end, b.at, case when fate < 98 then b.at end
from sale b
join (select bill_id, sum(price_minor) as subtotal from sale_line group by bill_id) l on l.bill_id = b.id;

insert into bill_line (tenant_id, bill_id, service_id, staff_id, business_date, description, quantity, unit_price_minor, total_minor)
select tenant_id, bill_id, service_id, staff_id, day, name, 1, price_minor, price_minor from sale_line;

insert into payment (tenant_id, bill_id, method, status, amount_minor, business_date, business_hour, created_at, staff_id)
select b.tenant_id, b.id, (array['CARD', 'CARD', 'CARD', 'CASH', 'CASH', 'TRANSFER', 'VOUCHER'])[1 + pg_temp.pick(b.id, 71, 7)],
       case b.status when 'COMPLETED' then 'CONFIRMED' when 'REFUNDED' then 'REFUNDED' else 'PENDING' end,
       b.total_minor, b.business_date, b.business_hour, b.created_at, s.staff_before + 1 + pg_temp.pick(b.id * 4 + 1, 62, s.staff)
from bill b
join size s on s.tenant_id = b.tenant_id
where b.status <> 'VOIDED';

-- The rest of the business day

insert into cash_drawer (tenant_id, business_date, opened_at, closed_at, opening_minor, expected_minor, counted_minor)
select z.tenant_id, current_date - d, current_date - d + time '08:45', current_date - d + time '20:15', 20000,
       20000 + 100 * pg_temp.pick(z.tenant_id * 1000 + d, 81, 900), 20000 + 100 * pg_temp.pick(z.tenant_id * 1000 + d, 81, 900)
from size z, generate_series(1, 365) d
union all
select tenant_id, current_date, now(), null, 20000, null, null from size;

insert into expense (tenant_id, category, description, amount_minor, business_date)
select e.tenant_id, c.category, c.description, c.base_minor + pg_temp.pick(e.id, 92, c.base_minor), current_date - pg_temp.pick(e.id, 93, 366)
from (select z.tenant_id, row_number() over (order by z.tenant_id, i) as id from size z, generate_series(1, 250 + 1500 / z.tenant_id) i) e
join (values (0, 'Products', 'Shampoo and colour', 4000), (1, 'Laundry', 'Towels', 2500), (2, 'Rent', 'Extra room', 20000),
             (3, 'Marketing', 'Leaflets', 6000), (4, 'Repairs', 'Chairs and basins', 8000), (5, 'Refreshments', 'Coffee and water', 1500))
    c (i, category, description, base_minor) on c.i = pg_temp.pick(e.id, 91, 6);

-- What would take somebody's time twice is left out.
insert into appointment (tenant_id, client_id, staff_id, service_id, business_date, business_minute, starts_at, status)
select a.tenant_id, a.clients_before + 1 + pg_temp.pick(a.id, 101, a.clients), a.staff_before + 1 + pg_temp.pick(a.id, 102, a.staff),
       (a.tenant_id - 1) * 64 + 1 + pg_temp.pick(a.id, 103, 64), a.day, 540 + 15 * pg_temp.pick(a.id, 104, 43),
       a.day + (540 + 15 * pg_temp.pick(a.id, 104, 43)) * interval '1 minute',
       case when a.day >= current_date then 'BOOKED'
            else (array['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'CANCELLED', 'NO_SHOW'])
                [1 + pg_temp.pick(a.id, 105, 9)] end
from (select z.*, row_number() over (order by z.tenant_id, i) as id,
             current_date + 14 - pg_temp.pick(z.tenant_id * 1000000 + i, 106, 380) as day
      from size z, generate_series(1, 600 + 15000 / z.tenant_id) i) a
on conflict do nothing;

insert into walk_in (tenant_id, staff_id, service_id, customer_name, business_date, arrived_at, status)
select w.tenant_id, w.staff_before + 1 + pg_temp.pick(w.id, 111, w.staff), (w.tenant_id - 1) * 64 + 1 + pg_temp.pick(w.id, 112, 64), f.name,
       w.day, w.day + (540 + 5 * pg_temp.pick(w.id, 114, 130)) * interval '1 minute',
       case when w.day = current_date then (array['WAITING', 'IN_PROGRESS', 'COMPLETED'])[1 + pg_temp.pick(w.id, 115, 3)]
            when pg_temp.pick(w.id, 115, 12) = 0 then 'CANCELLED' else 'COMPLETED' end
from (select z.*, row_number() over (order by z.tenant_id, i) as id,
             current_date - pg_temp.pick(z.tenant_id * 1000000 + i, 116, 366) as day
      from size z, generate_series(1, 300 + 9000 / z.tenant_id) i) w
join first_name f on f.i = 1 + pg_temp.pick(w.id, 113, 26);

do $$
declare statement text;
begin
    for statement in select back from set_aside order by turn, name loop
        execute statement;
    end loop;
end $$;

-- Identities go on behind the rows that came with their own.
do $$
declare seeded text;
begin
    foreach seeded in array array['tenant', 'staff', 'client', 'category', 'service', 'quote', 'bill'] loop
        execute format('select setval(pg_get_serial_sequence(%L, %L), max(id)) from %I', seeded, 'id', seeded);
    end loop;
end $$;

analyze;
