package io.freshet.salon.booking;

import io.freshet.salon.cache.TenantKeys;
import io.freshet.salon.settings.SettingsService;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.time.LocalDate;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableBookingReader extends BookingReader {

    CacheableBookingReader(BookingRepository bookings, SettingsService settings) {
        super(bookings, settings);
    }

    @Override
    @Cacheable("booking:stats")
    public BookingStats stats(LocalDate from, LocalDate to) {
        return super.stats(from, to);
    }

    @Override
    @Cacheable("booking:availability")
    public DayAvailability availability(LocalDate date) {
        return super.availability(date);
    }
}
