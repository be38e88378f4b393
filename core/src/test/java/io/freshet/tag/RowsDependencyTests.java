package io.freshet.tag;

import io.freshet.key.KeyTemplate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RowsDependencyTests {

    private static final Map<String, Object> VALUES = Map.of("Day", LocalDate.of(2026, 11, 21), "barber_id", 5);

    @Test
    void entryOfATenant_carriesItsRows_thoseOfNoTenant_andWhatNobodyCounted() {
        assertThat(rows(List.of()).carriedBy("7"))
                .containsExactlyInAnyOrder(
                        "rows/appointment/barber_id=5,day=2026-11-21@7",
                        "rows/appointment/barber_id=5,day=2026-11-21@?",
                        "table/appointment?",
                        "table/appointment?@7");
    }

    @Test
    void sharedEntry_carriesRowsOfAllTenants() {
        assertThat(rows(List.of("Status", "note")).carriedBy(""))
                .containsExactlyInAnyOrder(
                        "rows/appointment[barber_id,day,note,status]/barber_id=5,day=2026-11-21",
                        "table/appointment?",
                        "table/appointment?@*");
    }

    @Test
    void writeToTheWholeTable_reachesRows_ofItsTenantOrAll() {
        TableDependency table = new TableDependency("appointment");
        for (String raised : List.of("", "7")) {
            assertThat(meet(rows(List.of()).carriedBy("7"), table.raisedBy(raised)))
                    .isTrue();
            assertThat(meet(rows(List.of()).carriedBy(""), table.raisedBy(raised)))
                    .isTrue();
            assertThat(meet(rows(List.of()).carriedBy("7"), rows(List.of()).raisedBy(raised)))
                    .isTrue();
        }
        assertThat(meet(rows(List.of()).carriedBy("8"), table.raisedBy("7"))).isFalse();
    }

    @Test
    void plainTableTags_areNeverCarried_norIsTheOtherWayRound() {
        assertThat(rows(List.of()).carriedBy("")).doesNotContain("table/appointment");
        assertThat(rows(List.of()).carriedBy("7")).doesNotContain("table/appointment@7", "table/appointment@?");
    }

    @Test
    void differentTuples_neverShareAName() {
        List<@Nullable Object> odd = new ArrayList<>(List.of(
                "", "a", "a,b=c", ",b=", "%", "%2C", "~", "@7", "@?", "?", "~date", "null", "b", "c", "A", "ü😀"));
        odd.add(null);
        Set<String> names = new HashSet<>();
        for (Object a : odd) {
            for (Object b : odd) {
                Map<String, @Nullable Object> values = new TreeMap<>();
                values.put("a", a);
                values.put("b", b);
                RowsDependency rows = RowsDependency.of("t", values, List.of()).orElseThrow();
                names.add(rows.carriedBy("").stream()
                        .filter(name -> name.startsWith("rows/"))
                        .findFirst()
                        .orElseThrow());
            }
        }
        assertThat(names).hasSize(odd.size() * odd.size());
    }

    @Test
    void longName_isCut_andStillDiffers() {
        String one = Tags.rows(Shape.of("t", List.of("a"), List.of()), List.of("😀".repeat(600)), "@7");
        String other = Tags.rows(Shape.of("t", List.of("a"), List.of()), List.of("😀".repeat(600)), "@8");
        assertThat(one.codePointCount(0, one.length())).isEqualTo(517);
        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void texts_areThoseThatTheDatabaseMakes() {
        UUID id = UUID.fromString("A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11");
        assertThat(RowValue.text(id)).contains("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11");
        assertThat(RowValue.text(DayOfWeek.MONDAY)).contains("MONDAY");
        assertThat(RowValue.text(true)).contains("true");
        assertThat(RowValue.text((short) -5)).contains("-5");
        assertThat(RowValue.text(LocalDate.MAX)).contains("~date");
        assertThat(RowValue.text(null)).contains("~");
        assertThat(RowValue.text(new BigDecimal("1.0"))).isEmpty();
        assertThat(RowValue.text(1.5)).isEmpty();
    }

    @Test
    void keyedRows_takeValuesFromTheKey() {
        KeyTemplate template = KeyTemplate.parse("availability:{barber}:{day}");
        KeyedRows keyed = KeyedRows.of("appointment", Map.of("barber_id", "barber", "day", "day"), List.of());
        assertThat(keyed.at(template.key("7", 5, LocalDate.of(2026, 11, 21)))).isEqualTo(rows(List.of()));
        assertThat(keyed.at(template.key("7", 5, 1.5))).isEqualTo(new TableDependency("appointment"));
        assertThatThrownBy(() -> keyed.at(KeyTemplate.parse("x:{day}").key("7", 1)))
                .hasMessageContaining("no segment {barber}");
    }

    @Test
    void kinds_acceptTypesOfTheSameText() {
        assertThat(ColumnKind.INTEGER.accepts(long.class)).isTrue();
        assertThat(ColumnKind.INTEGER.accepts(String.class)).isFalse();
        assertThat(ColumnKind.TEXT.accepts(DayOfWeek.class)).isTrue();
        assertThat(ColumnKind.UUID.accepts(String.class)).isFalse();
        assertThat(ColumnKind.OTHER.accepts(Object.class)).isFalse();
    }

    private static RowsDependency rows(List<String> reads) {
        return RowsDependency.of("Appointment", VALUES, reads).orElseThrow();
    }

    private static boolean meet(Set<String> carried, Set<String> raised) {
        return carried.stream().anyMatch(raised::contains);
    }
}
