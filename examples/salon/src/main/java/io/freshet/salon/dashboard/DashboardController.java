package io.freshet.salon.dashboard;

import io.freshet.salon.settings.BusinessClock;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;
import java.util.List;

/** The dashboards. A date that is left out means today. */
@RestController
@RequestMapping("/api/dashboard")
class DashboardController {

    private final SalesDashboard sales;
    private final PerformanceDashboard performance;
    private final BackOfficeDashboard backOffice;
    private final BusinessClock clock;

    DashboardController(
            SalesDashboard sales,
            PerformanceDashboard performance,
            BackOfficeDashboard backOffice,
            BusinessClock clock) {
        this.sales = sales;
        this.performance = performance;
        this.backOffice = backOffice;
        this.clock = clock;
    }

    @GetMapping("/metrics")
    Metrics metrics(@RequestParam(required = false) @Nullable LocalDate date) {
        return sales.metrics(orToday(date));
    }

    @GetMapping("/comparison")
    Comparison comparison(@RequestParam(required = false) @Nullable LocalDate date) {
        return sales.comparison(orToday(date));
    }

    @GetMapping("/hourly")
    List<HourlySales> hourly(@RequestParam(required = false) @Nullable LocalDate date) {
        return sales.hourly(orToday(date));
    }

    @GetMapping("/trends")
    List<DailyTrend> trends(
            @RequestParam(defaultValue = "7") @Min(1) @Max(366) int days,
            @RequestParam(required = false) @Nullable LocalDate date) {
        return sales.trends(days, orToday(date));
    }

    @GetMapping("/top-services")
    List<TopService> topServices(
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(defaultValue = "5") @Min(1) @Max(100) int limit) {
        return performance.topServices(orToday(date), limit);
    }

    @GetMapping("/staff-performance")
    List<StaffPerformance> staffPerformance(@RequestParam(required = false) @Nullable LocalDate date) {
        return performance.staffPerformance(orToday(date));
    }

    @GetMapping("/kpis")
    Kpis kpis() {
        return backOffice.kpis();
    }

    @GetMapping("/expenses-monthly")
    List<MonthlyExpenses> expensesMonthly(@RequestParam @Min(2000) @Max(2100) int year) {
        return backOffice.expensesMonthly(year);
    }

    @GetMapping("/top-clients")
    List<TopClient> topClients(@RequestParam(defaultValue = "5") @Min(1) @Max(100) int limit) {
        return backOffice.topClients(limit);
    }

    private LocalDate orToday(@Nullable LocalDate date) {
        return date != null ? date : clock.today();
    }
}
