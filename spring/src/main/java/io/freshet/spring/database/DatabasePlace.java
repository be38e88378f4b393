package io.freshet.spring.database;

import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a database is, as a short hash that names it in the shared tier. What a URL says of users, passwords and
 * parameters that name no database is not in it, so that it stays the same when those change; nor does it say where the database is.
 */
final class DatabasePlace {

    /** The parameters that say which of a server's databases it is, in lower case. */
    private static final Set<String> NAMING = Set.of("databasename", "database", "currentschema", "schema");

    private DatabasePlace() {}

    /**
     * Of what these lead to together; blocks until they answer.
     *
     * @throws SQLException if one of them does not
     */
    static String of(Collection<DataSource> sources) throws SQLException {
        List<String> places = new ArrayList<>();
        for (DataSource source : sources) {
            places.add(asked(source));
        }
        return hashed(places.stream().sorted().collect(Collectors.joining("\n")));
    }

    /** Of what a URL leads to, as settings have it. */
    static String of(String url) {
        return hashed(address(url));
    }

    private static String asked(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            return String.join(
                    " ",
                    database.getDatabaseProductName(),
                    address(database.getURL()),
                    text(connection.getCatalog()),
                    schema(connection));
        }
    }

    /** Nothing where the driver knows of none. */
    private static String schema(Connection connection) throws SQLException {
        try {
            return text(connection.getSchema());
        } catch (SQLFeatureNotSupportedException | AbstractMethodError e) {
            return "";
        }
    }

    /**
     * A URL without what comes before the last {@code @}, such as {@code scott/tiger}, and without its parameters, but for those that name a database
     * or a schema.
     */
    static String address(@Nullable String url) {
        String[] parts = text(url).split("[?;]", 2);
        String address = parts[0];
        int at = address.lastIndexOf('@');
        int driver = address.indexOf(':', address.indexOf(':') + 1);
        String place =
                at < 0 || driver < 0 || driver > at ? address : address.substring(0, driver) + address.substring(at);
        return parts.length == 1 ? place : place + naming(parts[1]);
    }

    private static String naming(String parameters) {
        return Stream.of(parameters.split("[?&;]"))
                .map(parameter -> parameter.split("=", 2))
                .filter(pair -> pair.length == 2 && NAMING.contains(key(pair)))
                .map(pair -> ";" + key(pair) + "=" + pair[1].strip())
                .sorted()
                .collect(Collectors.joining());
    }

    private static String key(String[] pair) {
        return pair[0].strip().toLowerCase(Locale.ROOT);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static String hashed(String place) {
        return HexFormat.of().toHexDigits(Tag.hashOf(place));
    }
}
