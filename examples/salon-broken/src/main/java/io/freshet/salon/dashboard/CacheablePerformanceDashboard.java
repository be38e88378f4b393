package io.freshet.salon.dashboard;

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
class CacheablePerformanceDashboard extends PerformanceDashboard {

    CacheablePerformanceDashboard(ServiceFigures services, StaffFigures staff) {
        super(services, staff);
    }

    @Override
    @Cacheable("dashboard:top_services")
    public List<TopService> topServices(LocalDate date, int limit) {
        return super.topServices(date, limit);
    }

    @Override
    @Cacheable("dashboard:staff_performance")
    public List<StaffPerformance> staffPerformance(LocalDate date) {
        return super.staffPerformance(date);
    }
}
