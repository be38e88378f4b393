package io.freshet.console.service;

import io.freshet.console.access.MistakenException;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.OverviewView;
import org.jspecify.annotations.Nullable;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * Which caches of an overview are told, and in which order: a page that shows a hundred of a thousand need not be sent all.
 *
 * @param filter what names have in them, whatever the case; empty for all
 * @param sort the figure by which they are ordered; empty for those with problems first, then by name
 * @param down whether the greatest comes first
 * @param most how many at the most
 */
public record RowChoice(String filter, String sort, boolean down, int most) {

    private static final Map<String, Function<CacheRow, @Nullable Comparable<?>>> FIGURES = Map.of(
            "name", CacheRow::name,
            "hitRate", CacheRow::hitRate,
            "readsPerSecond", CacheRow::readsPerSecond,
            "loadP99Micros", CacheRow::loadP99Micros,
            "savedMillis", CacheRow::savedMillis,
            "entries", CacheRow::entries,
            "stalePrevented", CacheRow::stalePrevented,
            "lastInvalidation",
                    row -> row.lastInvalidation() == null
                            ? null
                            : row.lastInvalidation().at());

    /** All, by name. */
    public static final RowChoice ALL = new RowChoice("", "name", false, Integer.MAX_VALUE);

    /**
     * Checks what was asked for.
     *
     * @throws MistakenException if there is no such figure, or fewer than none are wanted
     */
    public RowChoice {
        if (!sort.isEmpty() && !FIGURES.containsKey(sort)) {
            throw new MistakenException("The parameter 'sort' is '" + sort + "'; it can be one of "
                    + FIGURES.keySet().stream().sorted().toList());
        }
        if (most < 0) {
            throw new MistakenException("The parameter 'most' is " + most + ", but must be 0 or more");
        }
    }

    /** An overview with these caches only. What is not known comes last, whatever the order. */
    public OverviewView of(OverviewView whole) {
        if (equals(ALL)) {
            return whole;
        }
        String wanted = filter.strip().toLowerCase(Locale.ROOT);
        List<CacheRow> matching = whole.caches().stream()
                .filter(row -> row.name().toLowerCase(Locale.ROOT).contains(wanted))
                .toList();
        return new OverviewView(
                whole.at(),
                whole.node(),
                whole.fleet(),
                whole.totals(),
                whole.problems(),
                matching.stream().sorted(order()).limit(most).toList(),
                matching.size(),
                whole.prevented());
    }

    private Comparator<CacheRow> order() {
        Comparator<CacheRow> byName = Comparator.comparing(CacheRow::name);
        if (sort.isEmpty()) {
            return Comparator.comparing(CacheRow::severity, Comparator.nullsLast(Comparator.naturalOrder()))
                    .thenComparing(byName);
        }
        Function<CacheRow, @Nullable Comparable<?>> figure = FIGURES.getOrDefault(sort, CacheRow::name);
        return ((Comparator<CacheRow>) (one, other) -> compared(figure.apply(one), figure.apply(other)))
                .thenComparing(byName);
    }

    @SuppressWarnings("unchecked") // both are of the same figure
    private int compared(@Nullable Comparable<?> one, @Nullable Comparable<?> other) {
        if (one == null || other == null) {
            return Boolean.compare(one == null, other == null);
        }
        int order = ((Comparable<Object>) one).compareTo(other);
        return down ? -order : order;
    }
}
