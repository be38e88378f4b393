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
class CacheableSalesDashboard extends SalesDashboard {

    CacheableSalesDashboard(
            BillFigures bills,
            PaymentFigures payments,
            VisitFigures visits,
            ExpenseFigures expenses,
            DrawerFigures drawers) {
        super(bills, payments, visits, expenses, drawers);
    }

    @Override
    @Cacheable("dashboard:metrics")
    public Metrics metrics(LocalDate date) {
        return super.metrics(date);
    }

    @Override
    @Cacheable("dashboard:comparison")
    public Comparison comparison(LocalDate date) {
        return super.comparison(date);
    }

    @Override
    @Cacheable("dashboard:hourly")
    public List<HourlySales> hourly(LocalDate date) {
        return super.hourly(date);
    }

    @Override
    @Cacheable("dashboard:trends")
    public List<DailyTrend> trends(int days, LocalDate date) {
        return super.trends(days, date);
    }
}
