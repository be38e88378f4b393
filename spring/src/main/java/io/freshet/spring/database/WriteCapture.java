package io.freshet.spring.database;

import io.freshet.relay.Outbox;

import java.util.Set;

/** How writes to the application's database are noticed. */
public interface WriteCapture {

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

    /** Nothing is noticed. */
    static WriteCapture none() {
        return Unnoticed.INSTANCE;
    }

    /** Where nothing is noticed. */
    enum Unnoticed implements WriteCapture {
        /** The one there is. */
        INSTANCE;

        @Override
        public Outbox outbox() {
            return Outbox.none();
        }

        @Override
        public String identity() {
            return "none";
        }

        @Override
        public void install(Set<String> tables) {
            // nothing is noticed
        }
    }
}
