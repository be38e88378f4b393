package io.freshet.spring.database;

import io.freshet.capture.CaptureException;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Where a database is, as a short hash that names it in the shared tier. What a URL says of users, passwords and parameters is not in it, so that
 * it stays the same when those change; nor does it say where the database is.
 */
final class DatabasePlace {

    private DatabasePlace() {}

    /** Of what these lead to together; blocks until they answer. */
    static String of(Collection<DataSource> sources) {
        return hashed(sources.stream().map(DatabasePlace::asked).sorted().collect(Collectors.joining("\n")));
    }

    /** Of what a URL leads to, as settings have it. */
    static String of(String url) {
        return hashed(address(url));
    }

    private static String asked(DataSource source) {
        try (Connection connection = source.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            return String.join(
                    " ",
                    database.getDatabaseProductName(),
                    address(database.getURL()),
                    text(connection.getCatalog()),
                    text(connection.getSchema()));
        } catch (SQLException e) {
            throw new CaptureException(
                    "Cannot ask the database for its name, by which its entries are told from those of other databases: "
                            + e.getMessage(),
                    e);
        }
    }

    /** A URL without its parameters, and without what comes before the last {@code @}, such as {@code scott/tiger}. */
    static String address(@Nullable String url) {
        String address = text(url).split("[?;]", 2)[0];
        int at = address.lastIndexOf('@');
        int driver = address.indexOf(':', address.indexOf(':') + 1);
        return at < 0 || driver < 0 || driver > at ? address : address.substring(0, driver) + address.substring(at);
    }

    private static String text(@Nullable String given) {
        return given == null ? "" : given;
    }

    private static String hashed(String place) {
        return HexFormat.of().toHexDigits(Tag.hashOf(place));
    }
}
