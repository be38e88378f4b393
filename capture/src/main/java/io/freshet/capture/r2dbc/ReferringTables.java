package io.freshet.capture.r2dbc;

import io.freshet.capture.jdbc.KeyChange;
import io.freshet.capture.jdbc.Written;
import io.r2dbc.spi.Connection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Follows writes along foreign keys with a rule, to the tables that the database writes by itself; table by table, whichever columns a key has. The
 * keys are read from the information schema on the connection that wrote, after its commit, and again after half a minute. If that cannot be read, a write
 * that may be carried on counts as one to everything. Thread-safe.
 */
final class ReferringTables {

    private static final System.Logger LOG = System.getLogger(ReferringTables.class.getName());
    private static final long KNOWN_NANOS = Duration.ofSeconds(30).toNanos();
    private static final String RULES =
            "SELECT DISTINCT p.table_name AS parent, c.table_schema AS place, c.table_name AS child FROM information_schema.referential_constraints r"
                    + " JOIN information_schema.table_constraints c ON c.constraint_schema = r.constraint_schema"
                    + " AND c.constraint_name = r.constraint_name"
                    + " JOIN information_schema.table_constraints p ON p.constraint_schema = r.unique_constraint_schema"
                    + " AND p.constraint_name = r.unique_constraint_name"
                    + " WHERE r.delete_rule NOT IN ('NO ACTION', 'RESTRICT') OR r.update_rule NOT IN ('NO ACTION', 'RESTRICT')";

    private volatile @Nullable Known known;

    /** The same with the tables that it is carried on to. */
    Mono<Written> followed(Connection connection, Written written) {
        if (written.isUnknown() || written.keyChanges().isEmpty()) {
            return Mono.just(written);
        }
        Known present = known;
        if (present != null && System.nanoTime() - present.atNanos() < KNOWN_NANOS) {
            return Mono.just(followed(present, written));
        }
        return read(connection)
                .map(read -> {
                    known = read;
                    return followed(read, written);
                })
                .onErrorResume(failure -> {
                    LOG.log(
                            System.Logger.Level.WARNING,
                            "Freshet cannot read the foreign keys of the database, so each update and delete through R2DBC invalidates"
                                    + " every cache",
                            failure);
                    return Mono.just(new Written(written.tables(), true, written.touched()));
                });
    }

    private static Mono<Known> read(Connection connection) {
        Map<String, Set<String>> children = new HashMap<>();
        return Flux.from(connection.createStatement(RULES).execute())
                .concatMap(result -> result.map((row, metadata) -> children.computeIfAbsent(
                                lower(row.get("parent", String.class)), parent -> new HashSet<>())
                        .add(lower(row.get("place", String.class)) + "." + lower(row.get("child", String.class)))))
                .then(Mono.fromSupplier(() -> new Known(children, System.nanoTime())));
    }

    private static String lower(@Nullable String name) {
        return String.valueOf(name).toLowerCase(Locale.ROOT);
    }

    private static Written followed(Known keys, Written written) {
        Set<String> tables = new HashSet<>(written.tables());
        Deque<String> open = new ArrayDeque<>();
        for (KeyChange change : written.keyChanges()) {
            open.add(bare(change.table()));
        }
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            for (String child : keys.children().getOrDefault(open.remove(), Set.of())) {
                tables.add(child);
                if (seen.add(bare(child))) {
                    open.add(bare(child));
                }
            }
        }
        return new Written(tables, false, written.touched());
    }

    private static String bare(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /** By the names of the tables that are referred to, without their schema; those that refer have theirs. */
    private record Known(Map<String, Set<String>> children, long atNanos) {}
}
