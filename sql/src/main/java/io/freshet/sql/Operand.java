package io.freshet.sql;

import java.util.List;

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

    /**
     * One of several.
     *
     * @param operands parameters and values in the text
     */
    record OneOf(List<Operand> operands) implements Operand {

        /** Copies. */
        public OneOf {
            operands = List.copyOf(operands);
        }
    }

    /** Whether the value of this parameter is meant. */
    default boolean isParameter(int index) {
        return this instanceof OneOf some
                ? some.operands().stream().anyMatch(operand -> operand.isParameter(index))
                : this instanceof Parameter parameter && parameter.index() == index;
    }
}
