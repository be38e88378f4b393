package io.freshet.capture.log;

import io.freshet.Cache;
import io.freshet.Freshet;

import java.time.Duration;

/** A cache of what the first bill says. */
final class Bills {

    private Bills() {}

    static Cache<Integer, String> cache(Freshet freshet) {
        return freshet.cache("bill:{id}", Integer.class, String.class)
                .timeToLive(Duration.ofHours(1))
                .dependsOnTables("bill")
                .build();
    }

    static String read(Cache<Integer, String> cache, LoggedDatabase database) {
        return String.valueOf(cache.get(1, id -> database.ask("SELECT amount FROM bill WHERE id = " + id)));
    }
}
