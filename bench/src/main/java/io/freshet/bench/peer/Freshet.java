package io.freshet.bench.peer;

import io.freshet.Cache;
import io.freshet.bench.system.CacheUnderTest;
import io.freshet.bench.system.Servers;
import io.freshet.bench.system.SystemUnderTest;
import io.freshet.capture.jdbc.CapturedConnection;
import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.capture.jdbc.PostgresTransactionTags;
import io.freshet.tag.Tags;

import javax.sql.DataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * {@link FreshetInstance} as a cache of rows.
 *
 * <p>As with the other systems the writer names the key that it changes; here it does so within its transaction.
 */
final class Freshet implements SystemUnderTest {

    @Override
    public CacheUnderTest open(Servers servers, String instance) {
        FreshetInstance freshet = FreshetInstance.open(servers, instance);
        return new Instance(
                freshet,
                freshet.freshet()
                        .<Integer, Long>cache(CACHE + ":{id}", Integer.class, Long.class)
                        .timeToLive(TTL)
                        .build());
    }

    private record Instance(FreshetInstance instance, Cache<Integer, Long> cache) implements CacheUnderTest {

        @Override
        public long get(int key, LongSupplier loader) {
            return Objects.requireNonNull(cache.get(key, missing -> loader.getAsLong()), "no loader answers null");
        }

        @Override
        public void write(int key, DataSource database, Write write) throws SQLException {
            DataSource captured = new CapturedDataSource(
                    database,
                    PostgresTransactionTags.inSchema(instance.schema()),
                    instance.freshet().changes());
            try (Connection connection = captured.getConnection()) {
                connection.setAutoCommit(false);
                write.in(connection);
                connection
                        .unwrap(CapturedConnection.class)
                        .touch(List.of(Tags.key("", cache.keyOf(key).text())));
                connection.commit();
            }
        }

        @Override
        public void evict(int key) {
            // write(...) has done it
        }

        @Override
        public void close() {
            instance.freshet().close();
        }
    }
}
