package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.change.ChangeSet;
import io.freshet.console.view.PreventedView;
import io.freshet.console.watch.Happening;
import io.freshet.event.CacheEvent;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The stale values that were not kept, each with the write that overtook its load: the one that has the number which a tag of it was raised to. */
final class Preventions {

    private static final int RAISED_SHOWN = 10;
    private static final String NOT_TOLD =
            "No write that this instance made or relayed and remembers has the number: another instance made it, or it still waits until all instances know";
    private static final String NO_NUMBER =
            "What overtook it has no number here: another value was put under its key, or the shared tier was away or began anew";

    private final Instance instance;
    private final Invalidations invalidations;

    Preventions(Instance instance, Invalidations invalidations) {
        this.instance = instance;
        this.invalidations = invalidations;
    }

    /** The latest, the last one first. */
    List<PreventedView> latest(int most) {
        List<Happening> all = new ArrayList<>(instance.chronicle().preventedAfter(0));
        Collections.reverse(all);
        List<PreventedView> views = new ArrayList<>();
        for (Happening each : all.subList(0, Math.min(most, all.size()))) {
            if (each.event() instanceof CacheEvent.StalePrevented prevented) {
                views.add(view(each, prevented));
            }
        }
        return views;
    }

    private PreventedView view(Happening happening, CacheEvent.StalePrevented prevented) {
        Cache<?, ?> cache = instance.freshet().cache(prevented.cache());
        KeyParts parts = cache == null ? null : KeyParts.of(cache.template(), prevented.key());
        Happening write = invalidations.numbered(prevented.raised());
        ChangeSet change = write == null ? null : Invalidations.changeOf(write);
        return new PreventedView(
                happening.id(),
                happening.at(),
                prevented.cache(),
                prevented.key(),
                parts == null ? "" : parts.tenant(),
                parts == null ? null : parts.segments(),
                change == null ? likely(prevented.raised(), cache, parts) : raised(prevented.raised(), change.tags()),
                change == null ? null : change.cause(),
                write == null ? null : write.writer(),
                change == null || !change.transaction().isRecorded()
                        ? null
                        : Long.toString(change.transaction().id()),
                unknown(prevented, write));
    }

    private static List<String> raised(Map<Long, Long> raised, Collection<Tag> tags) {
        return tags.stream()
                .filter(tag -> raised.containsKey(tag.hash()))
                .map(Tag::name)
                .sorted()
                .limit(RAISED_SHOWN)
                .toList();
    }

    /** Of a write that is not known, the names that are: of what its cache depends on, and of what others wrote. */
    private List<String> likely(Map<Long, Long> raised, @Nullable Cache<?, ?> cache, @Nullable KeyParts parts) {
        Map<Long, String> names = new HashMap<>();
        invalidations.tags().forEach(tag -> names.put(tag.hash(), tag.name()));
        if (cache != null && parts != null) {
            names.putAll(invalidations.likelyTags(cache, parts.tenant()));
        }
        return raised.keySet().stream()
                .map(names::get)
                .filter(Objects::nonNull)
                .sorted()
                .limit(RAISED_SHOWN)
                .toList();
    }

    private static @Nullable String unknown(CacheEvent.StalePrevented prevented, @Nullable Happening write) {
        if (write != null) {
            return write.writer() == null ? Invalidations.ELSEWHERE : null;
        }
        return prevented.raised().isEmpty() ? NO_NUMBER : NOT_TOLD;
    }
}
