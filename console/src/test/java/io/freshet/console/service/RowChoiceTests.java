package io.freshet.console.service;

import io.freshet.console.access.MistakenException;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.FleetView;
import io.freshet.console.view.MarkView;
import io.freshet.console.view.NodeView;
import io.freshet.console.view.OverviewView;
import io.freshet.console.view.Severity;
import io.freshet.console.view.TotalsView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which caches a page is sent: the first of an order, and how many there are. */
class RowChoiceTests {

    private final OverviewView whole = overview(List.of(
            row("a:calm", null, 5.0, 9),
            row("b:ill", Severity.CRITICAL, null, 1),
            row("c:Odd", Severity.NOTE, 7.0, 3)));

    @Test
    void asItIs_itIsTheSame() {
        assertThat(RowChoice.ALL.of(whole)).isSameAs(whole);
    }

    @Test
    void problemsComeFirst_unlessAnOrderIsAskedFor() {
        assertThat(names(new RowChoice("", "", false, 9))).containsExactly("b:ill", "c:Odd", "a:calm");
        assertThat(names(new RowChoice("", "name", true, 9))).containsExactly("c:Odd", "b:ill", "a:calm");
        assertThat(names(new RowChoice("", "entries", false, 9))).containsExactly("b:ill", "c:Odd", "a:calm");
    }

    @Test
    void whatIsNotKnown_comesLast_upAndDown() {
        assertThat(names(new RowChoice("", "readsPerSecond", false, 9))).containsExactly("a:calm", "c:Odd", "b:ill");
        assertThat(names(new RowChoice("", "readsPerSecond", true, 9))).containsExactly("c:Odd", "a:calm", "b:ill");
        assertThat(names(new RowChoice("", "lastInvalidation", true, 9))).containsExactly("c:Odd", "b:ill", "a:calm");
    }

    @Test
    void ofManyTheFirstAreTold_andHowManyThereAre() {
        OverviewView first = new RowChoice("", "", false, 1).of(whole);
        assertThat(first.caches()).extracting(CacheRow::name).containsExactly("b:ill");
        assertThat(first.matching()).isEqualTo(3);
        OverviewView found = new RowChoice(" ODD ", "", false, 9).of(whole);
        assertThat(found.caches()).extracting(CacheRow::name).containsExactly("c:Odd");
        assertThat(found.matching()).isEqualTo(1);
        assertThat(new RowChoice("nowhere", "", false, 9).of(whole).matching()).isZero();
    }

    @Test
    void whatCannotBeAskedFor_isSaid() {
        assertThatThrownBy(() -> new RowChoice("", "colour", false, 9))
                .isInstanceOf(MistakenException.class)
                .hasMessageContaining("'sort' is 'colour'")
                .hasMessageContaining("readsPerSecond");
        assertThatThrownBy(() -> new RowChoice("", "", false, -1)).hasMessageContaining("'most' is -1");
    }

    private List<String> names(RowChoice choice) {
        return choice.of(whole).caches().stream().map(CacheRow::name).toList();
    }

    private static CacheRow row(String name, @Nullable Severity severity, @Nullable Double reads, long entries) {
        MarkView last = severity == null ? null : new MarkView(entries, Instant.ofEpochSecond(entries), "a write");
        return new CacheRow(
                name, name, "60s", false, severity, reads, null, List.of(), 0, entries, null, null, null, 0, 0, last);
    }

    private static OverviewView overview(List<CacheRow> rows) {
        Instant now = Instant.EPOCH;
        NodeView node = new NodeView(
                "a", "redis", "outbox", "all", true, 900, 1_000, 20, true, false, true, 1L, 2L, 3L, 4, 0, 5, 0, 6,
                null);
        TotalsView totals = new TotalsView(rows.size(), 0, 0, null, null, null, 0, List.of(), List.of());
        return new OverviewView(
                now, node, new FleetView(now, List.of(), 1, 0, null), totals, List.of(), rows, rows.size(), List.of());
    }
}
