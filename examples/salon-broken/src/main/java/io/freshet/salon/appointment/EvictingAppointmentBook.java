package io.freshet.salon.appointment;

import io.freshet.salon.calendar.BarberCalendar;
import io.freshet.salon.catalog.ServiceDirectory;
import io.freshet.salon.client.ClientDirectory;
import io.freshet.salon.settings.BusinessClock;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/**
 * Forgets the day to which an appointment is moved. Wrong: it is gone from the day that it was on, too; and new, changed and cancelled ones forget
 * nothing.
 */
@Service
@Primary
class EvictingAppointmentBook extends AppointmentBook {

    EvictingAppointmentBook(
            AppointmentRepository appointments,
            BarberCalendar calendar,
            ServiceDirectory services,
            ClientDirectory clients,
            BusinessClock clock) {
        super(appointments, calendar, services, clients, clock);
    }

    @Override
    @CacheEvict(
            cacheNames = {"availability:barber:date", "booked_slots:barber:date"},
            key = "T(io.freshet.salon.cache.TenantKeys).of(#result.staffId(), #result.date())")
    public AppointmentView reschedule(long id, Rescheduling target) {
        return super.reschedule(id, target);
    }
}
