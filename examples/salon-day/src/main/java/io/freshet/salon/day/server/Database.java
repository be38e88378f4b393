package io.freshet.salon.day.server;

import java.net.URI;

/**
 * Where PostgreSQL is.
 *
 * @param jdbcUrl without user and password
 * @param psqlUrl the same for psql
 */
public record Database(String jdbcUrl, String user, String password, String psqlUrl) {
    private static final String JDBC = "jdbc:";

    /**
     * Reads {@code postgresql://user:password@host:port/database}, with or without {@code jdbc:} before it.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Database parse(String text) {
        String plain = text.startsWith(JDBC) ? text.substring(JDBC.length()) : text;
        URI uri = URI.create(plain.replaceFirst("^postgres://", "postgresql://"));
        if (!"postgresql".equals(uri.getScheme())
                || uri.getHost() == null
                || uri.getPath().length() < 2) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not like postgresql://user:password@localhost:5432/salon");
        }
        String[] login = (uri.getUserInfo() == null ? "postgres" : uri.getUserInfo()).split(":", 2);
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Database(
                JDBC + "postgresql://" + uri.getHost() + port + uri.getPath() + query,
                login[0],
                login.length > 1 ? login[1] : "",
                uri.toString());
    }
}
