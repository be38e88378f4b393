package io.freshet.change;

/** Where capture hands over what a transaction wrote. */
@FunctionalInterface
public interface ChangeSink {

    /**
     * Makes a committed change effective. Called right after the commit, before control returns to the writer; blocks until it is
     * effective, within a stated time. Never throws: the write has succeeded, and what cannot be done now is retried and reported.
     */
    void committed(ChangeSet change);

    /**
     * The same for a change that no outbox holds although there is one: it is kept there first. Never throws.
     */
    default void made(ChangeSet change) {
        committed(change);
    }
}
