package io.freshet.salon.day.load;

import io.freshet.salon.day.check.Fact;
import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class EndpointTests {

    @Test
    void pathsNameDayYearAndCategories() {
        LocalDate day = LocalDate.of(2026, 11, 21);
        assertThat(Endpoint.METRICS.paths(List.of(1L), day)).containsExactly("/api/dashboard/metrics?date=2026-11-21");
        assertThat(Endpoint.EXPENSES_MONTHLY.paths(List.of(1L), day))
                .containsExactly("/api/dashboard/expenses-monthly?year=2026");
        assertThat(Endpoint.SERVICES.paths(List.of(4L, 5L), day))
                .containsExactly("/api/catalog/categories/4/services", "/api/catalog/categories/5/services");
    }

    @Test
    void everyFactIsShownSomewhere() {
        Set<Fact> shown = EnumSet.noneOf(Fact.class);
        for (Endpoint endpoint : Endpoint.values()) {
            endpoint.probes().forEach(probe -> shown.add(probe.fact()));
        }
        assertThat(shown).containsExactlyInAnyOrder(Fact.values());
    }
}
