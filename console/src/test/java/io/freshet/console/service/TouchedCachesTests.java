package io.freshet.console.service;

import io.freshet.Freshet;
import io.freshet.key.KeyTemplate;
import io.freshet.tag.KeyedRows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class TouchedCachesTests {

    private final Freshet freshet = Freshet.builder().build();
    private TouchedCaches touched;

    @BeforeEach
    void declare() {
        declare("catalog:price:{id}", true, "service");
        declare("catalog:names", true);
        declare("user:{id}:profile", false, "app_user");
        freshet.<String, String>cache(KeyTemplate.parse("slots:barber:{barber}:date:{date}"), String.class)
                .timeToLive(Duration.ofMinutes(1))
                .dependsOn(List.of(
                        KeyedRows.of("appointment", Map.of("barber_id", "barber", "day", "date"), List.of("status"))))
                .build();
        freshet.<String, String>cache(KeyTemplate.parse("rates"), String.class)
                .timeToLive(Duration.ofMinutes(1))
                .tagged("rates")
                .build();
        touched = new TouchedCaches(
                freshet.caches(),
                cache ->
                        cache.equals("catalog:names") ? Set.of(new SeenDependencies.Seen("service", false)) : Set.of());
    }

    private void declare(String template, boolean shared, String... tables) {
        freshet.<String, String>cache(KeyTemplate.parse(template), String.class)
                .timeToLive(Duration.ofMinutes(1))
                .policy(policy -> policy.withShared(shared))
                .dependsOnTables(tables)
                .build();
    }

    @AfterEach
    void close() {
        freshet.close();
    }

    @Test
    void aTable_touchesWhatDependsOnAllOfIt_whoeversRowsItWere() {
        assertThat(touched.of(List.of("table/service"))).containsExactly("catalog:price");
        assertThat(touched.of(List.of("table/app_user@7"))).containsExactly("user:profile");
        assertThat(touched.of(List.of("table/app_user@?"))).containsExactly("user:profile");
        assertThat(touched.of(List.of("table/services"))).isEmpty();
    }

    @Test
    void rows_touchWhatIsPinnedByTheSameColumns() {
        String told = "rows/appointment[barber_id,day,status]/barber_id=5,day=2026-11-21@7";
        assertThat(touched.of(List.of(told))).containsExactly("slots:barber:date");
        assertThat(touched.of(List.of("rows/appointment[barber_id]/barber_id=5")))
                .isEmpty();
        assertThat(touched.of(List.of("table/appointment@7"))).isEmpty();
        assertThat(touched.of(List.of("table/appointment?"))).containsExactly("slots:barber:date");
        assertThat(touched.of(List.of("rows/service/id=5"))).containsExactly("catalog:names");
        assertThat(touched.of(List.of("rows/services/id=5"))).isEmpty();
    }

    @Test
    void namesOfOtherKinds_touchWhatTheyName() {
        assertThat(touched.of(List.of("tag/rates@7"))).containsExactly("rates");
        assertThat(touched.of(List.of("cache/catalog:names"))).containsExactly("catalog:names");
        assertThat(touched.of(List.of("prefix/catalog@7"))).containsExactly("catalog:names", "catalog:price");
        assertThat(touched.of(List.of("segment/user:profile@7/id=5"))).containsExactly("user:profile");
        assertThat(touched.of(List.of("key/7/user:5:profile"))).containsExactly("user:profile");
        assertThat(touched.of(List.of("put//catalog:price:5"))).containsExactly("catalog:price");
        assertThat(touched.of(List.of("tenant/7"))).contains("user:profile").doesNotContain("catalog:price");
        assertThat(touched.of(List.of("*"))).hasSize(5);
    }
}
