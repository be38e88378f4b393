package io.freshet.bench.faults;

/** Addresses as the instances use them. */
final class Urls {

    private Urls() {}

    /** A JDBC URL with times after which a silent database is given up, as a careful application sets them. */
    static String of(String jdbcUrl) {
        return jdbcUrl + (jdbcUrl.contains("?") ? "&" : "?") + "connectTimeout=1&socketTimeout=5";
    }
}
