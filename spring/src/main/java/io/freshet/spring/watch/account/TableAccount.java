package io.freshet.spring.watch.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What was written to one table. Thread-safe. */
final class TableAccount {

    private static final int REMEMBERED = 64;

    private final String name;
    private final Deque<Write> latest = new ArrayDeque<>();
    private volatile long number;

    TableAccount(String name) {
        this.name = name;
    }

    /** The number of the latest write; 0 for none. */
    long number() {
        return number;
    }

    synchronized void wrote(long committed, Writer writer) {
        if (latest.size() == REMEMBERED) {
            latest.removeFirst();
        }
        latest.addLast(new Write(committed, name, writer));
        number = committed;
    }

    /** The remembered writes after the one and up to the other, oldest first. */
    synchronized List<Write> between(long after, long until) {
        return latest.stream()
                .filter(write -> write.number() > after && write.number() <= until)
                .toList();
    }

    String name() {
        return name;
    }
}
