package io.freshet.capture.log;

import io.freshet.tag.Tags;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What the log tells of one transaction, in bounded space. Used by one thread. */
final class LogTransaction {

    private final long position;
    private final int xid;
    private final Map<Long, TableChanges> tables = new LinkedHashMap<>();
    private final Set<String> own = new LinkedHashSet<>();
    private boolean isRegistering;

    /**
     * Nothing yet.
     *
     * @param position where its commit stands in the log
     * @param xid the lower half of its number
     */
    LogTransaction(long position, int xid) {
        this.position = position;
        this.xid = xid;
    }

    long position() {
        return position;
    }

    int xid() {
        return xid;
    }

    /** Its changes of a table, which begin empty. */
    TableChanges of(long table, Supplier<TableChanges> none) {
        return tables.computeIfAbsent(table, oid -> none.get());
    }

    /** Whether nothing that rows of a table still say can change what is told. */
    boolean isFull(long table) {
        TableChanges changes = tables.get(table);
        return changes != null && changes.isFull();
    }

    /** It has put a tag into the outbox itself. */
    void told(String tag) {
        own.add(tag);
    }

    /** It registers what applications depend on. */
    void registers() {
        isRegistering = true;
    }

    boolean isRegistering() {
        return isRegistering;
    }

    /** The tags that it raises beyond those that it has told itself. */
    Set<String> tags() {
        Set<String> tags = new LinkedHashSet<>();
        if (!own.contains(Tags.ALL)) {
            tables.values().forEach(changes -> changes.addTo(tags, own));
        }
        return tags;
    }
}
