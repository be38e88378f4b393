package io.freshet.tag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which rows of a table matter, by the values in their columns. A row is inside if the condition is true of it; if it is false or unknown, as a
 * comparison with null is, the row is outside. Immutable.
 *
 * <p>Conditions are kept in one form, so that two texts that say the same in another order are one condition: without NOT before parentheses,
 * with sorted parts, column names in lower case. This form never says more or less, since De Morgan's laws hold with unknown too.
 *
 * @see #parse(String) the language
 */
public sealed interface Condition {

    /** True of every row. */
    static Condition always() {
        return All.OF_NONE;
    }

    /** The columns that it names. */
    SortedSet<String> columns();

    /** What is true where this is false, and unknown where this is. */
    Condition negated();

    /** The same of columns with other names. */
    Condition named(UnaryOperator<String> names);

    /** The comparisons that it is made of. */
    Stream<Test> tests();

    /** Whether it is true of every row. */
    default boolean isAlways() {
        return this instanceof All all && all.parts().isEmpty();
    }

    /**
     * Reads a condition.
     *
     * <pre>
     * status = 'ACCEPTED'                       =  &lt;&gt;  !=  &lt;  &lt;=  &gt;  &gt;=
     * status IN ('SENT', 'ACCEPTED')            NOT IN
     * closed_on IS NULL                         IS NOT NULL
     * amount &gt; 100 AND NOT (paid = TRUE OR due_on &lt; DATE '2026-01-01')
     * </pre>
     *
     * Constants are texts and names of enum constants in single quotes, whole numbers, TRUE, FALSE and dates. A name that is no plain word stands
     * in double quotes. Keywords are read in any case; NOT binds before AND, and AND before OR.
     *
     * @param text blank for {@link #always}
     * @throws ConditionException if it is no such condition
     */
    static Condition parse(String text) {
        return text.isBlank() ? always() : new ConditionParser(text).parse();
    }

    /** A condition on one column. */
    sealed interface Test extends Condition {

        /** The column, in lower case unless an attribute still stands for it. */
        String column();

        /** What it is compared with; nothing if it is only asked whether it is null. */
        List<Constant> constants();

        @Override
        default SortedSet<String> columns() {
            return new TreeSet<>(Set.of(column()));
        }

        @Override
        default Stream<Test> tests() {
            return Stream.of(this);
        }
    }

    /** How two values are compared. */
    enum Operator {
        /** The same. */
        EQUAL("="),
        /** Not the same. */
        DIFFERENT("<>"),
        /** Before. */
        LESS("<"),
        /** Not after. */
        AT_MOST("<="),
        /** After. */
        GREATER(">"),
        /** Not before. */
        AT_LEAST(">=");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        /** As SQL writes it. */
        public String symbol() {
            return symbol;
        }

        Operator negated() {
            return switch (this) {
                case EQUAL -> DIFFERENT;
                case DIFFERENT -> EQUAL;
                case LESS -> AT_LEAST;
                case AT_LEAST -> LESS;
                case GREATER -> AT_MOST;
                case AT_MOST -> GREATER;
            };
        }
    }

    /**
     * A value that stands in the text.
     *
     * @param kind what it is
     * @param text a text without quotes, digits, {@code TRUE} or {@code FALSE}, {@code 2026-11-21}
     */
    record Constant(Kind kind, String text) {

        /** What a constant is. */
        public enum Kind {
            /** In quotes. */
            TEXT,
            /** A whole number. */
            NUMBER,
            /** TRUE or FALSE. */
            BOOLEAN,
            /** DATE before quotes. */
            DATE
        }

        @Override
        public String toString() {
            String quoted = "'" + text.replace("'", "''") + "'";
            return switch (kind) {
                case TEXT -> quoted;
                case DATE -> "DATE " + quoted;
                case NUMBER, BOOLEAN -> text;
            };
        }
    }

    /** A column compared with a constant. */
    record Comparison(String column, Operator operator, Constant constant) implements Test {

        @Override
        public List<Constant> constants() {
            return List.of(constant);
        }

        @Override
        public Condition negated() {
            return new Comparison(column, operator.negated(), constant);
        }

        @Override
        public Condition named(UnaryOperator<String> names) {
            return new Comparison(names.apply(column), operator, constant);
        }

        @Override
        public String toString() {
            return spelled(column) + " " + operator.symbol() + " " + constant;
        }
    }

    /** A column whose value is one of several constants, or none of them. */
    record OneOf(String column, boolean isNegated, List<Constant> constants) implements Test {

        /** Sorts and copies. */
        public OneOf {
            constants = constants.stream()
                    .distinct()
                    .sorted(Comparator.comparing(Constant::toString))
                    .toList();
        }

        @Override
        public Condition negated() {
            return new OneOf(column, !isNegated, constants);
        }

        @Override
        public Condition named(UnaryOperator<String> names) {
            return new OneOf(names.apply(column), isNegated, constants);
        }

        @Override
        public String toString() {
            return spelled(column) + (isNegated ? " NOT IN (" : " IN (")
                    + constants.stream().map(Constant::toString).collect(Collectors.joining(", ")) + ")";
        }
    }

    /** A column that is null, or is not. */
    record Nullness(String column, boolean isNegated) implements Test {

        @Override
        public List<Constant> constants() {
            return List.of();
        }

        @Override
        public Condition negated() {
            return new Nullness(column, !isNegated);
        }

        @Override
        public Condition named(UnaryOperator<String> names) {
            return new Nullness(names.apply(column), isNegated);
        }

        @Override
        public String toString() {
            return spelled(column) + (isNegated ? " IS NOT NULL" : " IS NULL");
        }
    }

    /** All parts are true; of none it is true. */
    record All(List<Condition> parts) implements Condition {

        private static final All OF_NONE = new All(List.of());

        /** Flattens, sorts and copies. */
        public All {
            parts = sorted(
                    parts.stream().flatMap(part -> part instanceof All all ? all.parts.stream() : Stream.of(part)));
        }

        @Override
        public SortedSet<String> columns() {
            return union(parts);
        }

        @Override
        public Stream<Test> tests() {
            return parts.stream().flatMap(Condition::tests);
        }

        @Override
        public Condition negated() {
            return Any.of(parts.stream().map(Condition::negated).toList());
        }

        @Override
        public Condition named(UnaryOperator<String> names) {
            return of(parts.stream().map(part -> part.named(names)).toList());
        }

        /** One part is itself. */
        static Condition of(List<Condition> parts) {
            All all = new All(parts);
            return all.parts.size() == 1 ? all.parts.get(0) : all;
        }

        @Override
        public String toString() {
            return parts.stream()
                    .map(part -> part instanceof Any ? "(" + part + ")" : part.toString())
                    .collect(Collectors.joining(" AND "));
        }
    }

    /** One of the parts is true. */
    record Any(List<Condition> parts) implements Condition {

        /** Flattens, sorts and copies. */
        public Any {
            parts = sorted(
                    parts.stream().flatMap(part -> part instanceof Any any ? any.parts.stream() : Stream.of(part)));
        }

        @Override
        public SortedSet<String> columns() {
            return union(parts);
        }

        @Override
        public Stream<Test> tests() {
            return parts.stream().flatMap(Condition::tests);
        }

        @Override
        public Condition negated() {
            return All.of(parts.stream().map(Condition::negated).toList());
        }

        @Override
        public Condition named(UnaryOperator<String> names) {
            return of(parts.stream().map(part -> part.named(names)).toList());
        }

        /** One part is itself. */
        static Condition of(List<Condition> parts) {
            Any any = new Any(parts);
            return any.parts.size() == 1 ? any.parts.get(0) : any;
        }

        @Override
        public String toString() {
            return parts.stream().map(Condition::toString).collect(Collectors.joining(" OR "));
        }
    }

    private static List<Condition> sorted(Stream<Condition> parts) {
        List<Condition> sorted = new ArrayList<>(parts.distinct().toList());
        sorted.sort(Comparator.comparing(Condition::toString));
        return List.copyOf(sorted);
    }

    private static SortedSet<String> union(Collection<Condition> parts) {
        return parts.stream().flatMap(part -> part.columns().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String spelled(String column) {
        boolean isPlain = column.matches("[a-z_][a-z0-9_]*")
                && !ConditionParser.KEYWORDS.contains(column.toUpperCase(Locale.ROOT));
        return isPlain ? column : '"' + column.replace("\"", "\"\"") + '"';
    }
}
