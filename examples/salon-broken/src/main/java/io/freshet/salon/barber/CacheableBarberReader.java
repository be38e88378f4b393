package io.freshet.salon.barber;

import io.freshet.salon.cache.TenantKeys;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.time.LocalDate;
import java.util.List;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableBarberReader extends BarberReader {

    CacheableBarberReader(BarberTimes times) {
        super(times);
    }

    @Override
    @Cacheable("availability:barber:date")
    public Availability availability(long barberId, LocalDate date) {
        return super.availability(barberId, date);
    }

    @Override
    @Cacheable("booked_slots:barber:date")
    public List<BookedSlot> bookedSlots(long barberId, LocalDate date) {
        return super.bookedSlots(barberId, date);
    }

    @Override
    @Cacheable("schedule:barber:week")
    public BarberWeek week(long barberId, String week) {
        return super.week(barberId, week);
    }

    @Override
    @Cacheable("appointment_stats:barber")
    public AppointmentStats appointmentStats(long barberId) {
        return super.appointmentStats(barberId);
    }
}
