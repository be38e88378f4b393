package io.freshet.spring.watch.account;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one call of a cached method reads while it runs, on the thread that it runs on; what is read for a cached method within it counts for both.
 * Used, and closed, by that thread.
 */
public final class LoadReads implements AutoCloseable {

    private static final int MOST_NAMES = 200;
    private static final ThreadLocal<@Nullable LoadReads> INNERMOST = new ThreadLocal<>();

    private final @Nullable LoadReads around = INNERMOST.get();
    private final Set<ReadName> names = new LinkedHashSet<>();
    private final long number;
    private @Nullable String untold;

    private LoadReads(long number) {
        this.number = number;
    }

    /** Begins. */
    public static LoadReads begin(Watch watch) {
        LoadReads begun = new LoadReads(watch.tables().number());
        INNERMOST.set(begun);
        return begun;
    }

    /** The one that runs on the calling thread, if any. */
    public static @Nullable LoadReads current() {
        return INNERMOST.get();
    }

    /** These are read. */
    public void read(Collection<ReadName> more) {
        if (names.size() < MOST_NAMES) {
            names.addAll(more);
        }
    }

    /** A statement of which nobody can tell what it reads; as the end of a sentence that begins with "a statement". */
    public void untold(String why) {
        untold = why;
    }

    /** What was read. */
    public List<ReadName> names() {
        return List.copyOf(names);
    }

    /** Why not all of it is known; null if it is. */
    @Nullable
    String untold() {
        return untold;
    }

    /** The latest write that was heard of when it began. */
    long number() {
        return number;
    }

    @Override
    public void close() {
        if (around == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(around);
            around.read(names);
        }
    }
}
