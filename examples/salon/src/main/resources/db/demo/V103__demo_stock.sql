-- What the salons sell besides services: five categories of eight goods, received twice and counted once. Tenant t has the goods
-- (t - 1) * 40 + 1 to t * 40, the categories (t - 1) * 5 + 1 to t * 5 and the suppliers (t - 1) * 4 + 1 to t * 4.

create or replace function pg_temp.pick(row_number bigint, purpose bigint, n integer) returns integer
    language sql immutable
    return ((hashint8extended(row_number, purpose) & 9223372036854775807) % n)::integer;

insert into supplier (id, tenant_id, name, email, phone)
select (t.id - 1) * 4 + s.i, t.id, s.name, s.mailbox || '@supplier.example', '+49 30 ' || (200000 + pg_temp.pick(t.id * 4 + s.i, 201, 700000))
from tenant t
cross join (values (1, 'Barber Supply', 'barber'), (2, 'Colour Works', 'colour'), (3, 'Pure Care', 'care'), (4, 'Salon Depot', 'depot'))
    s (i, name, mailbox);

create temp table shelf (i integer, category text, base_minor integer, goods text[]);
insert into shelf values
    (1, 'Hair care', 1200, array['Shampoo', 'Conditioner', 'Hair mask', 'Scalp tonic', 'Repair oil', 'Dry shampoo', 'Curl cream', 'Heat shield']),
    (2, 'Styling', 1500, array['Matt clay', 'Pomade', 'Strong gel', 'Sea salt spray', 'Hair spray', 'Mousse', 'Fibre paste', 'Wax']),
    (3, 'Beard', 1400, array['Beard oil', 'Beard balm', 'Beard wash', 'Moustache wax', 'Shaving cream', 'Aftershave', 'Razor', 'Razor blades']),
    (4, 'Colour', 900, array['Toner silver', 'Toner gold', 'Root spray', 'Colour mask', 'Brow tint', 'Lash tint', 'Developer', 'Bleach']),
    (5, 'Tools', 3500, array['Comb', 'Round brush', 'Paddle brush', 'Hair dryer', 'Trimmer', 'Clipper', 'Curling iron', 'Straightener']);

insert into sku_category (id, tenant_id, name)
select (t.id - 1) * 5 + s.i, t.id, s.category from tenant t cross join shelf s;

insert into sku (id, tenant_id, category_id, supplier_id, code, name, price_minor, reorder_level)
select k.id, k.tenant_id, (k.tenant_id - 1) * 5 + k.i, (k.tenant_id - 1) * 4 + 1 + pg_temp.pick(k.id, 211, 4), k.code, k.name,
       k.base_minor + 100 * pg_temp.pick(k.id, 212, 20), 5
from (select (t.id - 1) * 40 + (s.i - 1) * 8 + n as id, t.id as tenant_id, s.i, s.base_minor, s.goods[n] as name,
             upper(left(s.category, 2)) || '-' || lpad(n::text, 3, '0') as code
      from tenant t cross join shelf s cross join generate_series(1, 8) n) k;

insert into purchase_invoice (id, tenant_id, supplier_id, number, status, business_date, due_date, total_minor, paid_minor, received_at)
select (s.id - 1) * 2 + n, s.tenant_id, s.id, 'R-' || (1000 + n), 'RECEIVED', current_date - 90 * n, current_date - 90 * n + 30, 0, 0,
       now() - n * interval '90 days'
from supplier s cross join generate_series(1, 2) n;

insert into invoice_line (tenant_id, invoice_id, sku_id, quantity, unit_cost_minor)
select k.tenant_id, i.id, k.id, 10 + pg_temp.pick(i.id * 1000 + k.id, 221, 30), k.price_minor / 2
from sku k join purchase_invoice i on i.supplier_id = k.supplier_id;

update purchase_invoice i
set total_minor = l.total_minor, paid_minor = l.total_minor
from (select invoice_id, sum(quantity * unit_cost_minor) as total_minor from invoice_line group by invoice_id) l
where l.invoice_id = i.id;

insert into stock_movement (tenant_id, sku_id, kind, source_id, quantity, moved_at)
select l.tenant_id, l.sku_id, 'RECEIPT', l.invoice_id, l.quantity, i.received_at
from invoice_line l join purchase_invoice i on i.id = l.invoice_id;

insert into supplier_payment (tenant_id, supplier_id, invoice_id, method, amount_minor, business_date)
select tenant_id, supplier_id, id, 'TRANSFER', total_minor, due_date from purchase_invoice where total_minor > 0;

insert into expense (tenant_id, category, description, amount_minor, business_date, invoice_id)
select i.tenant_id, 'Purchases', 'Invoice ' || i.number || ' of ' || s.name, i.total_minor, i.business_date, i.id
from purchase_invoice i join supplier s on s.id = i.supplier_id
where i.total_minor > 0;

insert into change_request (id, tenant_id, sku_id, quantity, reason, status, created_at, decided_at)
select k.id, k.tenant_id, k.id, -1 - pg_temp.pick(k.id, 231, 3), 'Counted on the shelf', case when k.id % 4 = 0 then 'PENDING' else 'APPROVED' end,
       now() - interval '20 days', case when k.id % 4 > 0 then now() - interval '19 days' end
from sku k where k.id % 2 = 0;

insert into stock_movement (tenant_id, sku_id, kind, source_id, quantity, moved_at)
select tenant_id, sku_id, 'ADJUSTMENT', id, quantity, decided_at from change_request where status = 'APPROVED';

do $$
declare seeded text;
begin
    foreach seeded in array array['supplier', 'sku_category', 'sku', 'purchase_invoice', 'change_request'] loop
        execute format('select setval(pg_get_serial_sequence(%L, %L), max(id)) from %I', seeded, 'id', seeded);
    end loop;
end $$;

analyze supplier, sku_category, sku, stock_movement, change_request, purchase_invoice, invoice_line, supplier_payment, expense;
