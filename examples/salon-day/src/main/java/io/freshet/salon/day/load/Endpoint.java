package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Verdicts;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cached reads of the salon, how often each is asked for, and which checked numbers it shows. Three of five are polls: a front desk's screen asks for the
 * day's metrics and the catalog again and again, an owner's for the metrics and the hours, and there are as many of one as of the other. The rest is looked at
 * now and then.
 */
enum Endpoint {
    SETTINGS("settings:singleton", 20, "/api/settings", Probe.field(Fact.SETTINGS_REVISION, "revision")),
    CATEGORIES("catalog:categories", 45, "/api/catalog/categories?active=true"),
    SERVICES("catalog:services", 12, "/api/catalog/categories/{category}/services"),
    METRICS(
            "dashboard:metrics",
            90,
            "/api/dashboard/metrics?date={day}",
            Probe.field(Fact.BILLS, "bills"),
            Probe.pair(Fact.CLOSED_BILLS, "bills", -1, "openBills"),
            Probe.field(Fact.VOIDED_BILLS, "voided"),
            Probe.field(Fact.REFUNDED_BILLS, "refunded"),
            Probe.field(Fact.PAYMENTS, "payments"),
            Probe.pair(Fact.MONEY_RECEIVED, "revenueMinor", 1, "refundedMinor"),
            Probe.field(Fact.EXPENSES, "expenses"),
            Probe.field(Fact.EXPENSE_MONEY, "expensesMinor"),
            Probe.field(Fact.WALK_INS, "walkIns")),
    COMPARISON(
            "dashboard:comparison",
            4,
            "/api/dashboard/comparison?date={day}",
            Probe.sum(Fact.BILLS, "bills"),
            Probe.sum(Fact.PAYMENTS, "payments")),
    HOURLY(
            "dashboard:hourly",
            45,
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
            Probe.sum(Fact.WORK_MONEY, "workMinor"),
            Probe.sum(Fact.WALK_INS, "walkIns")),
    KPIS(
            "dashboard:kpis",
            3,
            "/api/dashboard/kpis",
            Probe.field(Fact.EXPENSES, "expenses"),
            Probe.field(Fact.EXPENSE_MONEY, "expensesMinor"),
            Probe.field(Fact.CLIENTS, "clients"),
            Probe.field(Fact.ACCEPTED_QUOTES, "acceptedQuotes")),
    EXPENSES_MONTHLY(
            "dashboard:expenses_monthly",
            2,
            "/api/dashboard/expenses-monthly?year={year}",
            Probe.sum(Fact.EXPENSES, "expenses")),
    /** Only the best few are shown: compared at the end only. */
    TOP_CLIENTS("dashboard:top_clients", 2, "/api/dashboard/top-clients?limit=5"),
    CLIENTS("clients:list", 3, "/api/clients", Probe.field(Fact.CLIENTS, "total")),
    CUSTOMERS("customers:list", 3, "/api/customers", Probe.field(Fact.CUSTOMERS, "total")),
    QUOTES("quotes:list", 2, "/api/sales/quotes", Probe.field(Fact.QUOTES, "total")),
    QUOTES_SUMMARY("quotes:summary", 2, "/api/sales/quotes/summary", Probe.sum(Fact.QUOTES, "quotes")),
    BOOKING_STATS(
            "booking:stats", 3, "/api/bookings/stats?from={day}&to=2199-12-31", Probe.field(Fact.BOOKINGS, "bookings")),
    /** How much is booked of each half hour, and below which times a barber has: compared at the end only, as is whatever shows no number that only grows. */
    BOOKING_AVAILABILITY("booking:availability", 4, "/api/bookings/availability?date={later}"),
    AVAILABILITY("availability:barber:date", 8, "/api/barbers/{barber}/availability?date={later}"),
    BOOKED_SLOTS("booked_slots:barber:date", 5, "/api/barbers/{barber}/booked-slots?date={later}"),
    WEEK("schedule:barber:week", 4, "/api/barbers/{barber}/schedule?week={week}"),
    APPOINTMENT_STATS(
            "appointment_stats:barber",
            3,
            "/api/barbers/{barber}/appointment-stats",
            Probe.field(Fact.APPOINTMENTS, "appointments")),
    SIX_FIGURE("analytics:six_figure:user", 1, "/api/analytics/users/{user}/six-figure"),
    REVENUE("analytics:revenue:user", 2, "/api/analytics/users/{user}/revenue?from={day}&to={day}"),
    SUMMARY(
            "analytics:dashboard_summary:user",
            2,
            "/api/analytics/users/{user}/dashboard-summary",
            Probe.field(Fact.APPOINTMENTS, "appointments")),
    PROFILE("user:profile", 6, "/api/users/{user}", Probe.field(Fact.PROFILE_VERSION, "version")),
    SKUS("inventory:skus", 3, "/api/inventory/categories/{skuCategory}/skus", Probe.sum(Fact.STOCK, "stock")),
    STOCK("inventory:stock", 3, "/api/inventory/skus/{sku}/stock", Probe.field(Fact.STOCK, "quantity")),
    STAFF("staff:list", 5, "/api/staff", Probe.sum(Fact.STAFF_VERSIONS, "version")),
    ATTENDANCE("attendance", 2, "/api/attendance?staffId={barber}&month={month}");

    private static final String CATEGORY = "{category}";
    private static final int WEEK_LENGTH = "2026-W48".length();

    private final String cache;
    private final int weight;
    private final String template;
    private final String label;
    private final List<Probe> probes;

    Endpoint(String cache, int weight, String template, Probe... probes) {
        this.cache = cache;
        this.weight = weight;
        this.template = template;
        this.label = "GET " + template.replaceAll("\\?.*", "");
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

    /** Returns what each answer is checked for, by its cache. */
    static List<Verdicts.Miss> checks() {
        return Stream.of(values())
                .flatMap(endpoint ->
                        endpoint.facts().map(fact -> new Verdicts.Miss(endpoint.cache, endpoint.label, fact)))
                .toList();
    }

    private Stream<Fact> facts() {
        Stream<Fact> numbers = probes.stream().map(Probe::fact);
        return showsPrices() ? Stream.concat(numbers, Stream.of(Fact.PRICE)) : numbers;
    }

    /** Returns the endpoint as its API names it. */
    String label() {
        return label;
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
    List<String> paths(Tenant.Catalog catalog, LocalDate day) {
        LocalDate later = catalog.bookedFrom();
        String path = template.replace("{day}", day.toString())
                .replace("{year}", Integer.toString(day.getYear()))
                .replace("{month}", YearMonth.from(day).toString())
                .replace("{later}", later.toString())
                .replace("{week}", later.format(DateTimeFormatter.ISO_WEEK_DATE).substring(0, WEEK_LENGTH))
                .replace("{barber}", Long.toString(catalog.barber()))
                .replace("{user}", Long.toString(catalog.user()))
                .replace("{skuCategory}", Long.toString(catalog.skuCategory()))
                .replace("{sku}", Long.toString(catalog.sku()));
        return path.contains(CATEGORY)
                ? catalog.categories().stream()
                        .map(category -> path.replace(CATEGORY, category.toString()))
                        .toList()
                : List.of(path);
    }
}
