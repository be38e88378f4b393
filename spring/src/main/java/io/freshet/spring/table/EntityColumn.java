package io.freshet.spring.table;

/**
 * Where an attribute of an entity is kept.
 *
 * @param table the table, spelled as in {@link EntityTables#tablesOf}
 * @param column the column
 * @param isConverted whether the column holds something else than the attribute's own value
 */
public record EntityColumn(String table, String column, boolean isConverted) {}
