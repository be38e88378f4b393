package io.freshet.capture.postgres;

import io.freshet.tag.ColumnKind;

import java.util.List;

/**
 * A column of a table.
 *
 * @param name as it stands in the catalog
 * @param kind what the text of its values is made of
 * @param type its type, for people
 * @param isKey whether it is part of the primary key
 * @param isStored whether triggers are given its value; they are not that of a generated column that is computed when it is read
 * @param labels the values of an enum, in their order; none for any other type
 */
record TableColumn(String name, ColumnKind kind, String type, boolean isKey, boolean isStored, List<String> labels) {}
