-- Takes a barber off for a day and cancels what was planned. Run by hand, while the salon is open: no screen shows the old times afterwards.
--
--   psql -d salon -v tenant=1 -v barber=7 -v date=2026-12-01 -f examples/salon/scripts/barber-is-ill.sql

\set ON_ERROR_STOP on

begin;

insert into time_off (tenant_id, staff_id, first_date, last_date, reason)
values (:tenant, :barber, :'date', :'date', 'Ill');

update appointment
set status = 'CANCELLED', version = version + 1
where tenant_id = :tenant and staff_id = :barber and business_date = :'date' and status in ('BOOKED', 'CHECKED_IN');

update booking
set status = 'CANCELLED', version = version + 1
where tenant_id = :tenant and staff_id = :barber and business_date = :'date' and status in ('PENDING', 'CONFIRMED');

commit;
