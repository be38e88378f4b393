package io.freshet.capture.jdbc;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a database tells of its tables: read once, as of then. Names count in lower case, and those that are asked for without their schema. Not
 * thread-safe.
 */
final class MetadataTables {

    private static final String VIEW = "VIEW";
    private static final String[] KINDS = {"TABLE", "BASE TABLE", "PARTITIONED TABLE", VIEW};

    private final Map<String, List<Place>> places = new HashMap<>();
    private final Set<String> views = new HashSet<>();
    private final Map<String, List<ForeignKey>> keys = new HashMap<>();

    private MetadataTables() {}

    /** Asks for all tables; blocks until the database answers. */
    static MetadataTables of(Connection connection) throws SQLException {
        MetadataTables tables = new MetadataTables();
        try (ResultSet rows = connection.getMetaData().getTables(null, null, "%", KINDS)) {
            while (rows.next()) {
                Place place = new Place(
                        rows.getString("TABLE_CAT"), rows.getString("TABLE_SCHEM"), rows.getString("TABLE_NAME"));
                if (VIEW.equals(rows.getString("TABLE_TYPE"))) {
                    tables.views.add(lower(place.name()));
                } else {
                    tables.places
                            .computeIfAbsent(lower(place.name()), name -> new ArrayList<>())
                            .add(place);
                }
            }
        }
        return tables;
    }

    /** Whether a name is that of a view and of no table. */
    boolean isView(String table) {
        return views.contains(bare(table)) && !places.containsKey(bare(table));
    }

    /** The keys of other tables that refer to this one. */
    List<ForeignKey> keysTo(String table, Connection connection) throws SQLException {
        String name = bare(table);
        List<ForeignKey> known = keys.get(name);
        if (known == null) {
            known = new ArrayList<>();
            for (Place place : places.getOrDefault(name, List.of())) {
                addKeysTo(place, connection.getMetaData(), known);
            }
            keys.put(name, known);
        }
        return known;
    }

    private static void addKeysTo(Place place, DatabaseMetaData data, List<ForeignKey> keys) throws SQLException {
        try (ResultSet rows = data.getExportedKeys(place.catalog(), place.schema(), place.name())) {
            while (rows.next()) {
                keys.add(new ForeignKey(
                        lower(rows.getString("PKCOLUMN_NAME")),
                        lower(qualified(rows)),
                        lower(rows.getString("FKCOLUMN_NAME")),
                        rows.getShort("DELETE_RULE"),
                        rows.getShort("UPDATE_RULE")));
            }
        }
    }

    /** Where there are no schemas a catalog stands before the name. */
    private static String qualified(ResultSet key) throws SQLException {
        String schema = key.getString("FKTABLE_SCHEM");
        String place = schema == null ? key.getString("FKTABLE_CAT") : schema;
        String name = key.getString("FKTABLE_NAME");
        return place == null || place.isEmpty() ? name : place + "." + name;
    }

    private static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private record Place(@Nullable String catalog, @Nullable String schema, String name) {}
}
