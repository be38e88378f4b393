package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.change.ChangeSet;
import io.freshet.console.view.InvalidationKind;
import io.freshet.console.view.InvalidationView;
import io.freshet.console.view.MarkView;
import io.freshet.console.watch.Chronicle;
import io.freshet.console.watch.Happening;
import io.freshet.event.CacheEvent;
import io.freshet.tag.Dependency;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The latest invalidations with the caches that they touched. Each is worked out once, by whoever asks first. Thread-safe. */
final class Invalidations {

    private static final int TAGS_SHOWN = 40;
    private static final String TABLE = "table/";
    private static final String ROWS = "rows/";
    static final String ELSEWHERE =
            "The relay found this change in the outbox: its writer is outside this application, or died before it could tell";

    private final Instance instance;
    private final SeenDependencies seen;
    private final ConcurrentMap<Long, InvalidationView> known = new ConcurrentHashMap<>();
    private volatile TouchedCaches touched;
    private final Map<String, MarkView> last = new HashMap<>();
    private long marked;
    private volatile int caches = -1;

    Invalidations(Instance instance, SeenDependencies seen) {
        this.instance = instance;
        this.seen = seen;
        this.touched = new TouchedCaches(List.of(), cache -> Set.of());
    }

    /** What caches depend on may have become known since. */
    synchronized void renew() {
        boolean isNew = seen.look(tables());
        if (isNew || caches != instance.freshet().caches().size()) {
            caches = instance.freshet().caches().size();
            touched = new TouchedCaches(instance.freshet().caches(), seen::of);
            known.clear();
            last.clear();
            marked = 0;
        }
        long oldest = instance.chronicle().last() - 2L * Chronicle.KEPT;
        known.keySet().removeIf(id -> id < oldest);
    }

    /** The tables that invalidations name. */
    Stream<String> tables() {
        return tags().map(tag -> tableOf(tag.name()))
                .filter(table -> !table.isEmpty())
                .distinct();
    }

    /** The table that a tag names; empty if it names none. */
    static String tableOf(String tag) {
        String rest = tag.startsWith(TABLE) || tag.startsWith(ROWS) ? tag.substring(tag.indexOf('/') + 1) : "";
        int end = 0;
        while (end < rest.length() && "@?[/".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        return rest.substring(0, end);
    }

    /** Those after a number, the latest first. */
    List<InvalidationView> after(long id) {
        List<InvalidationView> views = new ArrayList<>();
        instance.chronicle().invalidationsAfter(id).forEach(each -> views.add(view(each)));
        Collections.reverse(views);
        return views;
    }

    /** By cache: the last that touched it. Only what has come since somebody asked before is looked at. */
    synchronized Map<String, MarkView> last() {
        renewIfCachesCame();
        for (Happening each : instance.chronicle().invalidationsAfter(marked)) {
            InvalidationView view = view(each);
            MarkView mark = new MarkView(view.id(), view.at(), view.cause());
            view.caches().forEach(cache -> last.put(cache, mark));
            marked = each.id();
        }
        return Map.copyOf(last);
    }

    /** Those since an instant of which a tag is among these, the latest first. */
    List<InvalidationView> touching(Set<Long> tags, Instant since) {
        List<InvalidationView> views = new ArrayList<>();
        for (Happening each : instance.chronicle().invalidationsAfter(0)) {
            if (!each.at().isBefore(since)
                    && changeOf(each).tags().stream().anyMatch(tag -> tags.contains(tag.hash()))) {
                views.add(view(each));
            }
        }
        Collections.reverse(views);
        return views;
    }

    /** The last one that raised one of these tags to its number; null if this instance knows of none. */
    @Nullable
    Happening numbered(Map<Long, Long> raised) {
        Happening last = null;
        for (Happening each : instance.chronicle().invalidationsAfter(0)) {
            long number = numberOf(each.event());
            if (raised.containsValue(number)
                    && changeOf(each).tags().stream().anyMatch(tag -> Objects.equals(raised.get(tag.hash()), number))) {
                last = each;
            }
        }
        return last;
    }

    private static long numberOf(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated made) {
            return made.seq();
        }
        if (event instanceof CacheEvent.InvalidatedLate late) {
            return late.seq();
        }
        return event instanceof CacheEvent.Relayed relayed ? relayed.seq() : Long.MIN_VALUE;
    }

    /** The names of all tags that were heard of. */
    Stream<Tag> tags() {
        return instance.chronicle().invalidationsAfter(0).stream().flatMap(each -> changeOf(each).tags().stream());
    }

    private InvalidationView view(Happening happening) {
        renewIfCachesCame();
        return known.compute(
                happening.id(), (id, view) -> view != null && isBy(view, happening) ? view : made(happening));
    }

    /** The writer of what a relay made may be heard of only afterwards. */
    private static boolean isBy(InvalidationView view, Happening happening) {
        return Objects.equals(view.writer(), happening.writer());
    }

    private void renewIfCachesCame() {
        if (caches != instance.freshet().caches().size()) {
            renew();
        }
    }

    private InvalidationView made(Happening happening) {
        ChangeSet change = changeOf(happening);
        List<String> tags = change.tags().stream().map(Tag::name).toList();
        CacheEvent event = happening.event();
        return new InvalidationView(
                happening.id(),
                happening.at(),
                kindOf(event),
                change.cause(),
                change.transaction().isRecorded()
                        ? Long.toString(change.transaction().id())
                        : null,
                happening.writer(),
                happening.writer() == null ? ELSEWHERE : null,
                tags.stream().limit(TAGS_SHOWN).toList(),
                tags.size(),
                List.copyOf(touched.of(tags)),
                event instanceof CacheEvent.Invalidated made ? micros(made.fleetAfter()) : null,
                bumpedMicros(event),
                event instanceof CacheEvent.InvalidationDelayed delayed ? delayed.why() : null);
    }

    private static @Nullable Long bumpedMicros(CacheEvent event) {
        if (event instanceof CacheEvent.InvalidatedLate late) {
            return micros(late.bumpedAfter());
        }
        return event instanceof CacheEvent.Invalidated made ? micros(made.bumpedAfter()) : null;
    }

    private static InvalidationKind kindOf(CacheEvent event) {
        if (event instanceof CacheEvent.Invalidated || event instanceof CacheEvent.InvalidatedLate) {
            return InvalidationKind.MADE;
        }
        return event instanceof CacheEvent.Relayed ? InvalidationKind.RELAYED : InvalidationKind.DELAYED;
    }

    private static @Nullable Long micros(Duration duration) {
        return duration.isNegative() ? null : duration.toNanos() / 1_000;
    }

    static ChangeSet changeOf(Happening happening) {
        if (happening.event() instanceof CacheEvent.Invalidated made) {
            return made.change();
        }
        if (happening.event() instanceof CacheEvent.InvalidatedLate late) {
            return late.change();
        }
        if (happening.event() instanceof CacheEvent.InvalidationDelayed delayed) {
            return delayed.change();
        }
        return happening.event() instanceof CacheEvent.Relayed relayed
                ? relayed.change()
                : ChangeSet.of(List.of(), "nothing");
    }

    /**
     * Tags that an entry most likely carried of which nothing is left, by hash: of what its cache declares, and of the tables that others were seen to
     * read.
     */
    Map<Long, String> likelyTags(Cache<?, ?> cache, String tenant) {
        Stream<Dependency> tables =
                seen.of(cache.name()).stream().map(SeenDependencies.Seen::table).map(TableDependency::new);
        Map<Long, String> names = new HashMap<>();
        Stream.concat(cache.dependencies().stream(), tables)
                .flatMap(dependency -> dependency.carriedBy(tenant).stream())
                .forEach(name -> names.put(Tag.hashOf(name), name));
        return names;
    }
}
