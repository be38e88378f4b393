package io.freshet.spring.declare;

import io.freshet.spring.settings.Names;
import io.freshet.tag.Condition;
import io.freshet.tag.Condition.Constant;
import io.freshet.tag.ConditionException;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Reads the condition of a {@code @DependsOn}: attributes become columns. Gathers every mistake. Used once, by one thread. */
final class ConditionDeclaration {

    private final String text;
    private final Schema.Source source;
    private final Function<String, Optional<Schema.Found>> finder;
    private final BiConsumer<String, String> mistakes;

    /**
     * Not read.
     *
     * @param finder finds a column, or else says so
     * @param mistakes gets what is wrong, with a remedy
     */
    ConditionDeclaration(
            String text,
            Schema.Source source,
            Function<String, Optional<Schema.Found>> finder,
            BiConsumer<String, String> mistakes) {
        this.text = text;
        this.source = source;
        this.finder = finder;
        this.mistakes = mistakes;
    }

    /** What it says, of columns; of no table if it says nothing or has a mistake. */
    Inside read() {
        Condition condition;
        try {
            condition = Condition.parse(text);
        } catch (ConditionException e) {
            mistakes.accept("has a condition that cannot be read: " + e.getMessage(), "");
            return Inside.EVERYWHERE;
        }
        Map<String, Schema.Found> found = new TreeMap<>();
        for (String name : condition.columns()) {
            finder.apply(name).ifPresent(column -> found.put(name, column));
        }
        condition.tests().forEach(test -> check(test, found.get(test.column())));
        SortedSet<String> tables = new TreeSet<>();
        found.values().forEach(column -> tables.add(column.table()));
        if (tables.size() > 1) {
            mistakes.accept(
                    "has a condition on columns of several tables " + tables,
                    "Write one @DependsOn(table = ...) for each");
        }
        boolean isWhole = found.keySet().equals(condition.columns()) && tables.size() == 1;
        return isWhole
                ? new Inside(
                        tables.first(),
                        condition.named(name ->
                                found.containsKey(name) ? found.get(name).column() : name))
                : Inside.EVERYWHERE;
    }

    private void check(Condition.Test test, Schema.@Nullable Found column) {
        if (column == null) {
            return;
        }
        if (column.isConverted()) {
            mistakes.accept(
                    "has a condition on '" + test.column()
                            + "', which a converter writes, so that its rows have other values than the attribute",
                    "Leave it out of where, and depend on more rows");
        }
        List<String> names = source.constants(test.column());
        for (Constant constant : test.constants()) {
            if (constant.kind() == Constant.Kind.TEXT && !names.isEmpty() && !names.contains(constant.text())) {
                mistakes.accept(
                        "compares '" + test.column() + "' with " + constant + ", which is none of " + names
                                + Names.nearest(constant.text(), names)
                                        .map(nearest -> "; the nearest name is '" + nearest + "'")
                                        .orElse(""),
                        "");
            }
        }
    }

    /**
     * Rows of one table.
     *
     * @param table empty where there is no condition
     */
    record Inside(String table, Condition condition) {

        static final Inside EVERYWHERE = new Inside("", Condition.always());

        Condition of(String asked) {
            return asked.equals(table) ? condition : Condition.always();
        }
    }
}
