package io.freshet.tag;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.Set;

/** What the text of a column's values in tags is made of. */
public enum ColumnKind {
    /** smallint, integer, bigint. */
    INTEGER,
    /** boolean. */
    BOOLEAN,
    /** uuid. */
    UUID,
    /** date. */
    DATE,
    /** text, varchar and enums, compared byte by byte. */
    TEXT,
    /** Any other: rows cannot be told by its values. */
    OTHER;

    private static final Set<Class<?>> INTEGERS = Set.of(
            byte.class,
            short.class,
            int.class,
            long.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            BigInteger.class);

    /** Whether values of a Java type have the same text as the values of such a column. */
    public boolean accepts(Class<?> type) {
        return switch (this) {
            case INTEGER -> INTEGERS.contains(type);
            case BOOLEAN -> type == boolean.class || type == Boolean.class;
            case UUID -> type == java.util.UUID.class;
            case DATE -> type == LocalDate.class;
            case TEXT ->
                CharSequence.class.isAssignableFrom(type)
                        || type == char.class
                        || type == Character.class
                        || type.isEnum();
            case OTHER -> false;
        };
    }
}
