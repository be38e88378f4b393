package io.freshet.capture.postgres;

import io.freshet.tag.ColumnKind;
import io.freshet.tag.RowValue;

/** SQL that makes of a column's value the text that {@link RowValue} makes of it in Java. */
final class ColumnText {

    private static final String TEXT = "::pg_catalog.text";

    private ColumnText() {}

    static boolean hasText(TableColumn column) {
        return column.kind() != ColumnKind.OTHER && column.isStored();
    }

    static String of(String row, TableColumn column) {
        String value = row + "." + Quoting.identifier(column.name());
        String text = switch (column.kind()) {
            case DATE -> date(value);
            case TEXT -> escaped(value + TEXT);
            default -> value + TEXT;
        };
        return "coalesce(" + text + ", '" + RowValue.NULL + "')";
    }

    /** Equal for two rows whose values are the same; needs no operator of the type's own schema. */
    static String comparable(String row, TableColumn column) {
        String value = row + "." + Quoting.identifier(column.name());
        return hasText(column) ? value : value + TEXT;
    }

    /** Whatever style the session writes dates in. */
    private static String date(String value) {
        return "CASE WHEN " + value + " OPERATOR(pg_catalog.>=) '0001-01-01' AND " + value
                + " OPERATOR(pg_catalog.<=) '9999-12-31' THEN pg_catalog.to_char(" + value
                + ", 'YYYY-MM-DD') WHEN " + value + " IS NOT NULL THEN '" + RowValue.FAR_DATE + "' END";
    }

    private static String escaped(String text) {
        String escaped = text;
        for (String special : RowValue.SPECIAL) {
            escaped = "pg_catalog.replace(" + escaped + ", '" + special + "', '" + RowValue.escape(special) + "')";
        }
        return escaped;
    }
}
