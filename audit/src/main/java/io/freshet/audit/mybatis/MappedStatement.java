package io.freshet.audit.mybatis;

import java.util.List;

/**
 * A statement of a mapper. Immutable.
 *
 * @param texts the SQL that it can become, one for each way through its alternatives; parameters are question marks
 * @param nested ids of statements that run for each row of its result
 * @param isConditional whether parts of it may be missing, so that what it compares may be missing
 */
public record MappedStatement(List<String> texts, List<String> nested, boolean isConditional) {

    /** Copies. */
    public MappedStatement {
        texts = List.copyOf(texts);
        nested = List.copyOf(nested);
    }
}
