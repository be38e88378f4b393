package io.freshet.bench.visibility;

import io.freshet.bench.backend.Backend;
import io.freshet.bench.system.Servers;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The servers of {@link VisibilitySettings#LANES} pairs of instances. Not thread-safe. */
final class Lanes implements AutoCloseable {
    private final List<Backend> backends = new ArrayList<>();

    private Lanes() {}

    static Lanes start() {
        Lanes lanes = new Lanes();
        try {
            for (int i = 0; i < VisibilitySettings.LANES; i++) {
                lanes.backends.add(Backend.start());
            }
        } catch (RuntimeException e) {
            lanes.close();
            throw e;
        }
        return lanes;
    }

    /** Prepares all of them as {@link Backend#prepare} does. */
    List<Servers> prepare(String database, int rows) throws SQLException {
        List<Servers> servers = new ArrayList<>();
        for (Backend backend : backends) {
            servers.add(backend.prepare(database, rows));
        }
        return servers;
    }

    @Override
    public void close() {
        backends.forEach(Backend::close);
    }
}
