package io.freshet.spring.database;

import io.freshet.load.LoadObserver;
import io.freshet.relay.Outbox;

import java.util.Set;

/** How writes to the application's database are noticed. */
public interface WriteCapture extends AutoCloseable {

    /** Where committed changes wait. The instance that takes it closes it. */
    Outbox outbox();

    /** The name of the database in the shared tier: what knows nothing of this one's changes must not share its entries. */
    String identity();

    /**
     * Captures writes to these tables from now on.
     *
     * @throws RuntimeException if that cannot be; the message says how to mend it
     */
    void install(Set<String> tables);

    /** What watches the statements of loads; nothing, where what they read could change unnoticed. */
    default LoadObserver observer() {
        return LoadObserver.none();
    }

    /** Ends its threads, but not the outbox. */
    @Override
    default void close() {}

    /**
     * Nothing is noticed.
     *
     * @param why goes on a sentence that ends with {@code since}
     */
    static WriteCapture none(String why) {
        return new NoCapture(why);
    }
}
