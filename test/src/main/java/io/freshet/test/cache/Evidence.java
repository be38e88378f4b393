package io.freshet.test.cache;

import io.freshet.Freshet;
import io.freshet.change.ChangeSet;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheListener;
import io.freshet.tag.Tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

/** What happened in an instance, as far as it explains why an entry is there or is not. Thread-safe. */
final class Evidence implements CacheListener {

    private static final int MOST = 5_000;
    private static final Map<Freshet, Evidence> OF = new WeakHashMap<>();

    private final List<Write> writes = new ArrayList<>();
    private final Map<String, Set<String>> notKept = new HashMap<>();
    private int dropped;

    private Evidence() {}

    /** That of an instance, gathered since this was first asked. */
    static Evidence of(Freshet freshet) {
        synchronized (OF) {
            return OF.computeIfAbsent(freshet, any -> {
                Evidence evidence = new Evidence();
                freshet.events().add(evidence);
                return evidence;
            });
        }
    }

    @Override
    public void onEvent(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated it) {
            note(new Write(it.change(), ""));
        } else if (event instanceof CacheEvent.Relayed it) {
            note(new Write(it.change(), ""));
        } else if (event instanceof CacheEvent.InvalidationDelayed it) {
            note(new Write(it.change(), it.why()));
        } else if (event instanceof CacheEvent.NotKept it) {
            noteNotKept(it.cache(), "what is loaded is not kept, since it " + it.why());
        } else if (event instanceof CacheEvent.StalePrevented it) {
            noteNotKept(
                    it.cache(),
                    it.key() + " was loaded but not kept, since something that it depends on was written meanwhile");
        } else if (event instanceof CacheEvent.TooLarge it) {
            noteNotKept(it.cache(), it.key() + " is too large, with " + it.bytes() + " bytes");
        }
    }

    private synchronized void note(Write write) {
        if (writes.size() == MOST) {
            writes.subList(0, MOST / 2).clear();
            dropped += MOST / 2;
        }
        writes.add(write);
    }

    private synchronized void noteNotKept(String cache, String why) {
        notKept.computeIfAbsent(cache, any -> new LinkedHashSet<>()).add(why);
    }

    /** Forgets what was written. What is told once for each cache is kept. */
    synchronized void forget() {
        dropped += writes.size();
        writes.clear();
    }

    /** How much was written so far. */
    synchronized int mark() {
        return dropped + writes.size();
    }

    /** What was written since a mark, as far as it is known. */
    synchronized List<Write> since(int mark) {
        return List.copyOf(writes.subList(Math.min(writes.size(), Math.max(0, mark - dropped)), writes.size()));
    }

    /** What was written since the test began. */
    synchronized List<Write> all() {
        return List.copyOf(writes);
    }

    /** Why values of a cache were not kept. */
    synchronized List<String> notKept(String cache) {
        return List.copyOf(notKept.getOrDefault(cache, Set.of()));
    }

    /**
     * A change that was made effective, or was to be.
     *
     * @param change what was touched
     * @param failure why it was not effective at once; empty if it was
     */
    record Write(ChangeSet change, String failure) {

        /** Its tags that an entry carries. */
        List<Tag> matching(long[] carried) {
            List<Tag> matching = new ArrayList<>();
            for (Tag tag : change.tags()) {
                for (long one : carried) {
                    if (one == tag.hash()) {
                        matching.add(tag);
                        break;
                    }
                }
            }
            return matching;
        }
    }
}
