package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.console.access.MistakenException;
import io.freshet.console.view.EntriesView;
import io.freshet.console.view.EntryRow;
import io.freshet.console.view.EntryState;
import io.freshet.console.view.SegmentView;
import io.freshet.key.CacheKey;
import io.freshet.key.KeyTemplate;
import io.freshet.read.Held;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Finds entries: by walking through those in process, or by what a key is made of. */
final class Entries {

    private static final int SHOWN = 100;
    private static final long LOOKED_AT = 50_000;

    private Entries() {}

    /** Those in process whose key with its tenant has the text in it; all if it is empty. */
    static EntriesView matching(Cache<?, ?> cache, String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        List<EntryRow> rows = new ArrayList<>();
        long[] counted = new long[2];
        cache.showLocal((key, held) -> {
            counted[0]++;
            if (wanted.isEmpty() || key.toString().toLowerCase(Locale.ROOT).contains(wanted)) {
                counted[1]++;
                if (rows.size() < SHOWN) {
                    rows.add(row(cache, key, held));
                }
            }
            return counted[0] < LOOKED_AT;
        });
        rows.sort(Comparator.comparing(EntryRow::tenant).thenComparing(EntryRow::key));
        return new EntriesView(
                cache.name(),
                cache.template().toString(),
                cache.template().valueNames(),
                cache.policy().shared(),
                rows,
                counted[1],
                counted[0],
                counted[0] < LOOKED_AT);
    }

    private static EntryRow row(Cache<?, ?> cache, CacheKey key, Held held) {
        return new EntryRow(
                key.text(),
                key.tenant(),
                segments(key),
                stateOf(held.state()),
                held.timeLeft().toMillis(),
                weightOf(cache, held));
    }

    static List<SegmentView> segments(CacheKey key) {
        List<SegmentView> segments = new ArrayList<>();
        List<String> names = key.template().valueNames();
        for (int i = 0; i < names.size(); i++) {
            segments.add(new SegmentView(names.get(i), String.valueOf(key.value(i))));
        }
        return segments;
    }

    static @Nullable Integer weightOf(Cache<?, ?> cache, Held held) {
        int bytes = held.entry().weightBytes();
        return cache.policy().isWeighing() && bytes > 0 ? bytes : null;
    }

    static EntryState stateOf(Held.State state) {
        return switch (state) {
            case SERVED -> EntryState.SERVED;
            case EXPIRED -> EntryState.EXPIRED;
            case INVALIDATED -> EntryState.INVALIDATED;
            case UNPROVEN -> EntryState.UNPROVEN;
            case WITHHELD -> EntryState.WITHHELD;
        };
    }

    /**
     * The key that is made of these values: one in process if there is one, since values have types there that a text does not tell; else one as it
     * lies in the shared tier.
     *
     * @param values by the names of the template
     * @throws MistakenException if one is missing
     */
    static CacheKey keyOf(Cache<?, ?> cache, String tenant, Map<String, String> values) {
        KeyTemplate template = cache.template();
        List<String> wanted = new ArrayList<>();
        for (String name : template.valueNames()) {
            String value = values.get(name);
            if (value == null) {
                throw new MistakenException("The key " + template + " needs a value for {" + name + "}");
            }
            wanted.add(value);
        }
        String owner = cache.policy().shared() ? "" : tenant;
        CacheKey[] found = new CacheKey[1];
        cache.showLocal((key, held) -> {
            if (key.tenant().equals(owner) && isMadeOf(key, wanted)) {
                found[0] = key;
            }
            return found[0] == null;
        });
        return found[0] == null ? template.key(owner, wanted.toArray()) : found[0];
    }

    private static boolean isMadeOf(CacheKey key, List<String> wanted) {
        for (int i = 0; i < wanted.size(); i++) {
            if (!String.valueOf(key.value(i)).equals(wanted.get(i))) {
                return false;
            }
        }
        return true;
    }
}
