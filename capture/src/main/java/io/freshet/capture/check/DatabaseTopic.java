package io.freshet.capture.check;

import io.freshet.check.Topic;

/** What findings about the database are about. */
public enum DatabaseTopic implements Topic {
    /** Which server it is, and how fast. */
    SERVER(
            "database-server",
            "Capture needs PostgreSQL 14 or later, and the primary: a standby does not know what the primary has committed."),
    /** Whether the outbox is whole. */
    OUTBOX(
            "database-outbox",
            "Every change passes through the outbox; without it writers are not heard of and no certificate is given."),
    /** Whether triggers tell what they must. */
    TRIGGERS(
            "database-triggers",
            "What depends on a table whose writes are not told is answered from the source until they are."),
    /** How large the outbox is, and how old. */
    OUTBOX_SIZE(
            "database-outbox-size",
            "Rows are deleted a quarter of an hour after they were written; an outbox that grows makes relays and writers slower."),
    /** Whether somebody carries changes to the shared tier. */
    RELAY(
            "database-relay",
            "Without a relay no certificate is given, and leases end: everything is answered from the source."),
    /** Who holds up the relay. */
    TRANSACTIONS(
            "database-transactions",
            "What was committed after a transaction began is read again in each cycle of the relay, and is not deleted, until that one ends; so"
                    + " is the beginning of direct reads delayed."),
    /** How far the log has been read. */
    LOG(
            "database-log",
            "Changes are known when the log has been read up to them, and the server keeps all of the log that was not."),
    /** Whose clock is right. */
    CLOCK(
            "database-clock",
            "No promise rests on two clocks that agree; times of the outbox are those of the database, and how long news took is measured with both.");

    private final String id;
    private final String matter;

    DatabaseTopic(String id, String matter) {
        this.id = id;
        this.matter = matter;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String matter() {
        return matter;
    }
}
