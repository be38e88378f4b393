package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.console.fleet.Question;
import io.freshet.console.view.EntryOnNode;
import io.freshet.console.view.EntryView;
import io.freshet.console.view.InvalidationView;
import io.freshet.entry.Tier;
import io.freshet.key.CacheKey;
import io.freshet.read.Held;
import io.freshet.tag.KeyTags;
import io.freshet.tag.Shape;
import io.freshet.tag.Tag;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

/** One entry: what it holds, as of when, what it depends on, and what has made it invisible. */
final class EntryPages {

    private static final int HITS = 20;
    private static final String KEY = "key.";
    private static final String CACHE = "cache";
    private static final String TENANT = "tenant";
    private static final String NOTHING =
            "Nothing lies under this key, neither in process nor in the shared tier: it was never loaded, not kept, or has expired long ago";

    private final Instance instance;
    private final Invalidations invalidations;
    private final Fleets fleets;

    EntryPages(Instance instance, Invalidations invalidations, Fleets fleets) {
        this.instance = instance;
        this.invalidations = invalidations;
        this.fleets = fleets;
    }

    /** @param masked why its value is not to be seen; empty if it may be */
    EntryView of(Cache<?, ?> cache, CacheKey key, String masked) {
        return cache.held(key).map(held -> there(cache, key, held, masked)).orElseGet(() -> nothing(cache, key));
    }

    /** The same for another instance that asks: how the entry stands here. */
    EntryOnNode here(Cache<?, ?> cache, CacheKey key) {
        String own = instance.freshet().status().instance();
        return cache.held(key).map(held -> here(own, cache, held)).orElseGet(this::nothingHere);
    }

    private EntryOnNode nothingHere() {
        return new EntryOnNode(
                instance.freshet().status().instance(), true, null, null, NOTHING, null, null, List.of(), null);
    }

    private static EntryOnNode here(String own, Cache<?, ?> cache, Held held) {
        return new EntryOnNode(
                own,
                true,
                tier(held),
                Entries.stateOf(held.state()),
                explanation(held),
                age(cache, held).toMillis(),
                held.timeLeft().toMillis(),
                asOf(held),
                null);
    }

    private static String tier(Held held) {
        return held.tier() == Tier.L1 ? "in process" : "shared";
    }

    private static List<Long> asOf(Held held) {
        return LongStream.of(held.entry().stamp().seqs()).boxed().toList();
    }

    /** How it stands on each instance: on others as they answer. */
    private List<EntryOnNode> onEach(EntryOnNode here, Cache<?, ?> cache, CacheKey key) {
        List<EntryOnNode> all = new ArrayList<>(List.of(here));
        Map<String, String> values = new LinkedHashMap<>();
        Entries.segments(key).forEach(segment -> values.put(KEY + segment.name(), segment.value()));
        values.put(CACHE, cache.name());
        values.put(TENANT, key.tenant());
        fleets.ask(new Question(Question.Kind.ENTRY, values), EntryOnNode.class)
                .forEach((name, learned) -> all.add(
                        learned.value() == null
                                ? EntryOnNode.unknown(name, String.valueOf(learned.unknown()))
                                : learned.value().toldTo(here.instance())));
        return all;
    }

    /** What another instance asks. */
    EntryOnNode answered(Question question) {
        Map<String, String> values = new LinkedHashMap<>();
        question.values().forEach((name, value) -> {
            if (name.startsWith(KEY)) {
                values.put(name.substring(KEY.length()), value);
            }
        });
        Cache<?, ?> cache = Console.find(instance.freshet(), question.values().getOrDefault(CACHE, ""));
        return here(cache, Entries.keyOf(cache, question.values().getOrDefault(TENANT, ""), values));
    }

    private EntryView there(Cache<?, ?> cache, CacheKey key, Held held, String masked) {
        CarriedTags carried = new CarriedTags(key, held.entry().tags());
        carried.name(cache, tables(), invalidations.tags());
        Set<Long> tags = new HashSet<>();
        LongStream.of(held.entry().tags()).forEach(tags::add);
        List<InvalidationView> touching = invalidations.touching(tags, Instant.EPOCH);
        Instant loaded = instance.clock().instant().minus(age(cache, held));
        boolean isHit = held.state() == Held.State.INVALIDATED;
        return new EntryView(
                cache.name(),
                key.text(),
                key.tenant(),
                Entries.segments(key),
                instance.freshet().status().instance(),
                tier(held),
                Entries.stateOf(held.state()),
                explanation(held),
                age(cache, held).toMillis(),
                held.timeLeft().toMillis(),
                Entries.weightOf(cache, held),
                asOf(held),
                Values.view(held.entry().value(), masked),
                carried.views(),
                carried.unknown(),
                touching.stream()
                        .filter(each -> isHit && !each.at().isBefore(loaded))
                        .limit(HITS)
                        .toList(),
                touching.stream()
                        .filter(each -> !isHit || each.at().isBefore(loaded))
                        .limit(HITS)
                        .toList(),
                onEach(here(instance.freshet().status().instance(), cache, held), cache, key));
    }

    private EntryView nothing(Cache<?, ?> cache, CacheKey key) {
        Set<Long> tags =
                new HashSet<>(invalidations.likelyTags(cache, key.tenant()).keySet());
        KeyTags.carriedBy(key).forEach(name -> tags.add(Tag.hashOf(name)));
        return new EntryView(
                cache.name(),
                key.text(),
                key.tenant(),
                Entries.segments(key),
                instance.freshet().status().instance(),
                null,
                null,
                NOTHING,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(),
                0,
                invalidations.touching(tags, Instant.EPOCH).stream().limit(HITS).toList(),
                List.of(),
                onEach(nothingHere(), cache, key));
    }

    private Set<String> tables() {
        Set<String> tables = new TreeSet<>(instance.freshet().relatedTables());
        instance.freshet().shapes().view().live().stream().map(Shape::table).forEach(tables::add);
        invalidations.tables().forEach(tables::add);
        return tables;
    }

    private static Duration age(Cache<?, ?> cache, Held held) {
        @Nullable Object value = held.entry().value();
        Duration age = cache.policy().expiry().timeToLiveOf(value).minus(held.timeLeft());
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static String explanation(Held held) {
        return switch (held.state()) {
            case SERVED ->
                held.tier() == Tier.L1
                        ? "The next read is given this value, without asking anybody"
                        : "The next read takes this value from the shared tier";
            case EXPIRED -> "It is too old, and nothing has invalidated it: the next read loads";
            case INVALIDATED -> "Something that it depends on was written since it was loaded: the next read loads";
            case UNPROVEN -> "It is not proven that every write is known: the next read loads";
            case WITHHELD -> "Its cache is switched off, or not open yet: every read loads";
        };
    }
}
