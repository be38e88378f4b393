package io.freshet.salon.attendance;

import io.freshet.salon.cache.TenantKeys;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.time.YearMonth;
import java.util.List;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableAttendanceReader extends AttendanceReader {

    CacheableAttendanceReader(AttendanceRepository attendances) {
        super(attendances);
    }

    @Override
    @Cacheable("attendance")
    public List<AttendanceView> month(long staffId, YearMonth month) {
        return super.month(staffId, month);
    }
}
