package io.freshet.salon.analytics;

import io.freshet.salon.cache.TenantKeys;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.time.LocalDate;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableBarberAnalytics extends BarberAnalytics {

    CacheableBarberAnalytics(BarberFigures figures) {
        super(figures);
    }

    @Override
    @Cacheable("analytics:six_figure:user")
    public IncomeGoal sixFigure(long userId) {
        return super.sixFigure(userId);
    }

    @Override
    @Cacheable("analytics:revenue:user")
    public RevenueReport revenue(long userId, LocalDate from, LocalDate to) {
        return super.revenue(userId, from, to);
    }

    @Override
    @Cacheable("analytics:dashboard_summary:user")
    public BarberSummary dashboardSummary(long userId) {
        return super.dashboardSummary(userId);
    }
}
