package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;

import java.time.LocalDate;
import java.util.List;

/**
 * The cached reads of the salon, how often each is asked for, and which checked numbers it shows. Open screens poll the day's metrics and
 * hours; every sale reads settings and catalog; the rest is looked at now and then.
 */
enum Endpoint {
    SETTINGS("settings:singleton", 20, "/api/settings", Probe.field(Fact.SETTINGS_REVISION, "revision")),
    CATEGORIES("catalog:categories", 14, "/api/catalog/categories?active=true"),
    SERVICES("catalog:services", 12, "/api/catalog/categories/{category}/services"),
    METRICS(
            "dashboard:metrics",
            28,
            "/api/dashboard/metrics?date={day}",
            Probe.field(Fact.BILLS, "bills"),
            Probe.pair(Fact.CLOSED_BILLS, "bills", -1, "openBills"),
            Probe.field(Fact.VOIDED_BILLS, "voided"),
            Probe.field(Fact.REFUNDED_BILLS, "refunded"),
            Probe.field(Fact.PAYMENTS, "payments"),
            Probe.pair(Fact.MONEY_RECEIVED, "revenueMinor", 1, "refundedMinor"),
            Probe.field(Fact.EXPENSES, "expenses"),
            Probe.field(Fact.EXPENSE_MONEY, "expensesMinor")),
    COMPARISON(
            "dashboard:comparison",
            4,
            "/api/dashboard/comparison?date={day}",
            Probe.sum(Fact.BILLS, "bills"),
            Probe.sum(Fact.PAYMENTS, "payments")),
    HOURLY(
            "dashboard:hourly",
            10,
            "/api/dashboard/hourly?date={day}",
            Probe.sum(Fact.BILLS, "bills"),
            Probe.sum(Fact.PAYMENTS, "payments")),
    TRENDS(
            "dashboard:trends",
            2,
            "/api/dashboard/trends?days=30&date={day}",
            Probe.sum(Fact.BILLS, "bills"),
            Probe.sum(Fact.EXPENSE_MONEY, "expensesMinor")),
    /** Its sums fall when bills are voided or refunded: compared at the end only. */
    TOP_SERVICES("dashboard:top_services", 4, "/api/dashboard/top-services?limit=5&date={day}"),
    STAFF_PERFORMANCE(
            "dashboard:staff_performance",
            3,
            "/api/dashboard/staff-performance?date={day}",
            Probe.sum(Fact.SERVICES_DONE, "services"),
            Probe.sum(Fact.WORK_MONEY, "workMinor")),
    KPIS("dashboard:kpis", 3, "/api/dashboard/kpis", Probe.field(Fact.EXPENSES, "expenses")),
    EXPENSES_MONTHLY(
            "dashboard:expenses_monthly",
            2,
            "/api/dashboard/expenses-monthly?year={year}",
            Probe.sum(Fact.EXPENSES, "expenses")),
    /** The load writes nothing that it depends on. */
    TOP_CLIENTS("dashboard:top_clients", 2, "/api/dashboard/top-clients?limit=5");

    private static final String CATEGORY = "{category}";

    private final String cache;
    private final int weight;
    private final String template;
    private final List<Probe> probes;

    Endpoint(String cache, int weight, String template, Probe... probes) {
        this.cache = cache;
        this.weight = weight;
        this.template = template;
        this.probes = List.of(probes);
    }

    /** Returns all of them, each as often as it is asked for. */
    static Mix<Endpoint> mix() {
        Mix.Builder<Endpoint> mix = Mix.builder();
        for (Endpoint endpoint : values()) {
            mix.add(endpoint, endpoint.weight);
        }
        return mix.build();
    }

    /** Returns the names of the caches, in the order of the constants. */
    static List<String> caches() {
        return List.of(values()).stream().map(endpoint -> endpoint.cache).toList();
    }

    String cache() {
        return cache;
    }

    List<Probe> probes() {
        return probes;
    }

    /** Whether its answers show the prices of services. */
    boolean showsPrices() {
        return this == CATEGORIES || this == SERVICES;
    }

    /** Returns the paths that are read, one for each category where there is one in the path. */
    List<String> paths(List<Long> categories, LocalDate day) {
        String path = template.replace("{day}", day.toString()).replace("{year}", Integer.toString(day.getYear()));
        return path.contains(CATEGORY)
                ? categories.stream()
                        .map(category -> path.replace(CATEGORY, category.toString()))
                        .toList()
                : List.of(path);
    }
}
