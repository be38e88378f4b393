package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import io.freshet.salon.day.check.Verdicts;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointTests {

    @Test
    void pathsNameDayYearAndCategories() {
        LocalDate day = LocalDate.of(2026, 11, 21);
        Tenant.Catalog catalog = new Tenant.Catalog(
                List.of(4L, 5L), List.of(), List.of(), List.of(), 6, 7, 8, 9, LocalDate.of(2027, 1, 1));
        assertThat(Endpoint.METRICS.paths(catalog, day)).containsExactly("/api/dashboard/metrics?date=2026-11-21");
        assertThat(Endpoint.EXPENSES_MONTHLY.paths(catalog, day))
                .containsExactly("/api/dashboard/expenses-monthly?year=2026");
        assertThat(Endpoint.SERVICES.paths(catalog, day))
                .containsExactly("/api/catalog/categories/4/services", "/api/catalog/categories/5/services");
        assertThat(Endpoint.WEEK.paths(catalog, day)).containsExactly("/api/barbers/6/schedule?week=2026-W53");
        assertThat(Endpoint.AVAILABILITY.paths(catalog, day))
                .containsExactly("/api/barbers/6/availability?date=2027-01-01");
        for (Endpoint endpoint : Endpoint.values()) {
            assertThat(endpoint.paths(catalog, day)).noneMatch(path -> path.contains("{"));
        }
    }

    @Test
    void label_isThePathWithoutWhatIsAsked() {
        assertThat(Endpoint.SERVICES.label()).isEqualTo("GET /api/catalog/categories/{category}/services");
        assertThat(Endpoint.METRICS.label()).isEqualTo("GET /api/dashboard/metrics");
    }

    @Test
    void everyFactIsShownSomewhere() {
        assertThat(Endpoint.checks()).extracting(Verdicts.Miss::fact).contains(Fact.values());
        assertThat(Endpoint.checks())
                .contains(new Verdicts.Miss("dashboard:kpis", "GET /api/dashboard/kpis", Fact.CLIENTS));
    }
}
