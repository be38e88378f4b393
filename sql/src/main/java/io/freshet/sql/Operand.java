package io.freshet.sql;

/** What a column is compared with. */
public sealed interface Operand {

    /**
     * A parameter of the statement.
     *
     * @param index as JDBC counts, from 1
     */
    record Parameter(int index) implements Operand {}

    /**
     * A value that stands in the text.
     *
     * @param text the value without quotes
     */
    record Literal(String text) implements Operand {}
}
