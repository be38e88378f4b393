package io.freshet.read;

import io.freshet.entry.Entry;
import io.freshet.entry.Stamp;
import io.freshet.event.Outcome;
import io.freshet.key.CacheKey;
import io.freshet.load.BulkLoader;
import io.freshet.load.Flight.Landing;
import io.freshet.load.JointFlight;
import io.freshet.load.Loader;
import io.freshet.read.FleetFlight.Claims;
import io.freshet.read.FleetFlight.Turn;
import io.freshet.read.Surroundings.Scope;
import io.freshet.read.Surroundings.Trust;
import io.freshet.read.WatchedLoad.Seen;
import io.freshet.tag.LiveShapes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One read of many keys of a cache. Used by one thread, once.
 *
 * <h2>Why one load may fill many entries</h2>
 *
 * The stamp is made before the load begins, as for a single key, and all entries of the load have it. Each is then kept or dropped by itself: only if
 * none of its own tags was raised since. What the load was seen to read cannot be told apart by keys, so each of its entries depends on all of it:
 * too much, never too little.
 *
 * <p>A key that somebody on this instance loads already is left to him; what is loaded here lands before anything is waited for, so that two such reads
 * never wait for each other.
 */
final class BulkRead {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration PATIENCE = Duration.ofNanos(PATIENCE_NANOS);
    private static final int ROUNDS = 2;

    private final ReadPath path;
    private final Entries entries;
    private final CacheLoads loads;
    private final BulkLoader loader;
    private final Map<CacheKey, Landing> landed = new HashMap<>();
    private final Map<CacheKey, Entry> held = new HashMap<>();
    private final Set<CacheKey> missing = new LinkedHashSet<>();

    BulkRead(ReadPath path, BulkLoader loader) {
        this.path = path;
        this.entries = path.entries();
        this.loads = path.loads();
        this.loader = loader;
    }

    /** What is there or was loaded, in the order of the keys. */
    Map<CacheKey, @Nullable Object> values(Set<CacheKey> keys) throws Throwable {
        if (keys.isEmpty()) {
            return Map.of();
        }
        Trust trust = path.trust();
        if (trust == Trust.NONE) {
            return past(keys, Outcome.BYPASS);
        }
        CacheKey first = keys.iterator().next(); // all have the same tenant
        if (entries.isOff(first)) {
            return trust == Trust.FULL
                    ? loads.loadGated(first, () -> past(keys, Outcome.BYPASS))
                    : past(keys, Outcome.BYPASS);
        }
        keys.forEach(path::sampled);
        Map<CacheKey, @Nullable Object> besides = Map.of();
        look(keys);
        try {
            if (trust == Trust.FULL) {
                load();
            } else {
                besides = serveOnly(trust);
            }
        } catch (Throwable e) { // it is the reader's
            keys.forEach(key -> path.readFailed(key, e));
            throw e;
        }
        return answers(keys, besides);
    }

    private Map<CacheKey, @Nullable Object> answers(Set<CacheKey> keys, Map<CacheKey, @Nullable Object> besides) {
        Map<CacheKey, @Nullable Object> values = new LinkedHashMap<>();
        for (CacheKey key : keys) {
            Landing landing = landed.get(key);
            if (landing != null) {
                path.answered(key, landing.outcome());
                WatchedLoad.served(entries.freshness, landing.entry());
                followed(key, landing);
                values.put(key, landing.entry().value());
            } else if (besides.containsKey(key)) {
                values.put(key, besides.get(key));
            }
        }
        return values;
    }

    private void followed(CacheKey key, Landing landing) {
        if (landing.outcome() == Outcome.HIT_L1 || landing.outcome() == Outcome.HIT_L2) {
            Loader<@Nullable Object> compared = () -> loaded(Set.of(key)).get(key);
            path.followed(key, landing.entry(), () -> present(key), compared);
        }
    }

    /** Null is a value, and no value is none: what is no longer there must not be kept as null. */
    private @Nullable Object present(CacheKey key) throws Throwable {
        Map<CacheKey, @Nullable Object> answer = loaded(Set.of(key));
        if (!answer.containsKey(key)) {
            throw new NoSuchElementException("The loader has no value for it any more");
        }
        return answer.get(key);
    }

    /** L1, then L2; a strict cache asks the shared tier about what lies in L1 while it looks for the rest. */
    private void look(Set<CacheKey> keys) {
        Map<CacheKey, Entry> local = new LinkedHashMap<>();
        Set<CacheKey> away = new LinkedHashSet<>();
        for (CacheKey key : keys) {
            Entry entry = entries.local.get(key);
            if (entry != null) {
                held.put(key, entry);
            }
            if (entry != null && entries.servable(key) == entry) {
                local.put(key, entry);
            } else {
                away.add(key);
            }
        }
        missing.addAll(keys);
        Map<CacheKey, Entry> found = confirmed(local, away);
        local.keySet().retainAll(found.keySet());
        found.keySet().removeAll(local.keySet());
        local.forEach((key, entry) -> land(key, entry, Outcome.HIT_L1, null));
        found.forEach((key, entry) -> arrived(key, entry, null));
    }

    /** What is held and what L2 has of the rest, as far as it may be served; everything is sent before anything is waited for. */
    private Map<CacheKey, Entry> confirmed(Map<CacheKey, Entry> local, Collection<CacheKey> away) {
        List<long[]> tags = new ArrayList<>();
        if (entries.policy.isStrict()) {
            local.values().forEach(entry -> tags.add(entry.tags()));
            away.forEach(key -> tags.add(entries.remote.tagsOf(key)));
        }
        TagNumbers numbers = entries.remote.numbers(tags); // before the look: see Confirmation
        Map<CacheKey, Entry> all = new LinkedHashMap<>(local);
        all.putAll(entries.remote.askAll(away).get());
        return entries.policy.isStrict() ? entries.remote.confirmed(all, numbers) : all;
    }

    private void arrived(CacheKey key, Entry entry, @Nullable JointFlight flight) {
        entries.admission.putLocally(key, entry);
        land(key, entry, Outcome.HIT_L2, flight);
    }

    private void land(CacheKey key, Entry entry, Outcome outcome, @Nullable JointFlight flight) {
        Landing landing = new Landing(entry, outcome);
        landed.put(key, landing);
        missing.remove(key);
        if (flight != null) {
            flight.land(key, landing);
        }
    }

    /** Loads past single flight, as {@link ReadPath#get} does there. */
    private Map<CacheKey, @Nullable Object> serveOnly(Trust trust) throws Throwable {
        if (missing.isEmpty()) {
            return Map.of();
        }
        Set<CacheKey> wanted = new LinkedHashSet<>(missing);
        Scope apart = trust == Trust.LOAD_APART ? entries.context.surroundings().apart() : null;
        if (apart == null) {
            return past(wanted, Outcome.MISS);
        }
        try (apart) {
            load(wanted, Map.of(), null);
        }
        return Map.of();
    }

    private Map<CacheKey, @Nullable Object> past(Set<CacheKey> keys, Outcome outcome) throws Throwable {
        for (CacheKey key : keys) {
            path.answered(key, outcome);
            path.readPast(key);
        }
        return loaded(keys);
    }

    /** Each key that nobody here loads, and then those that others have not brought. */
    private void load() throws Throwable {
        for (int round = 0; !missing.isEmpty() && round < ROUNDS; round++) {
            try (JointFlight flight = path.flights().joint(new LinkedHashSet<>(missing))) {
                fly(flight);
                flight.await(PATIENCE, entry -> entries.freshness.isValid(entry) && entries.isConfirmed(entry))
                        .forEach((key, landing) -> land(key, landing.entry(), landing.outcome(), null));
            }
        }
        if (!missing.isEmpty()) {
            load(new LinkedHashSet<>(missing), Map.of(), null);
        }
    }

    private void fly(JointFlight flight) throws Throwable {
        long until = System.nanoTime() + PATIENCE_NANOS;
        Set<CacheKey> own = flight.own();
        while (!own.isEmpty() && claimsPay() && System.nanoTime() - until < 0) {
            own = claimed(own, flight);
        }
        if (!own.isEmpty()) {
            load(own, Map.of(), flight);
        }
    }

    /** A claim is a command for each key: without others to load the same, or where loads are quick, it saves nothing. */
    private boolean claimsPay() {
        int others = entries.context.fleet().others();
        return loads.sharesLoads() && others != 0 && !loads.pace.isQuickFor(others);
    }

    /** Loads what this instance may; answers what others load, after a while. */
    private Set<CacheKey> claimed(Set<CacheKey> keys, JointFlight flight) throws Throwable {
        Map<String, CacheKey> names = new LinkedHashMap<>();
        keys.forEach(key -> names.put(key.qualifiedText(), key));
        Set<CacheKey> rest = new LinkedHashSet<>(keys);
        try (Claims claims = entries.context.fleet().claimAll(names.keySet())) {
            Map<String, Entry> there = new HashMap<>();
            confirmed(Map.of(), keys).forEach((key, entry) -> there.put(key.qualifiedText(), entry));
            Map<CacheKey, Turn> mine = new LinkedHashMap<>();
            claims.turns(there).forEach((name, turn) -> {
                CacheKey key = Objects.requireNonNull(names.get(name), name);
                rest.remove(key);
                Entry entry = turn.landed();
                if (entry == null) {
                    mine.put(key, turn);
                } else {
                    arrived(key, entry, flight);
                }
            });
            if (!mine.isEmpty()) {
                load(mine.keySet(), mine, flight);
            }
            if (!rest.isEmpty()) {
                claims.await(rest.iterator().next().qualifiedText());
            }
        }
        return rest;
    }

    private void load(Set<CacheKey> keys, Map<CacheKey, Turn> turns, @Nullable JointFlight flight) throws Throwable {
        Set<CacheKey> unreleased = new LinkedHashSet<>(turns.keySet());
        try {
            made(keys).forEach((key, entry) -> {
                if (entries.keep(key, entry, turns.getOrDefault(key, Turn.ALONE))) {
                    unreleased.remove(key);
                }
                land(key, entry, Outcome.MISS, flight);
            });
        } catch (Exception e) {
            if (!areUsable(keys)) {
                throw e;
            }
            keys.forEach(key -> land(key, Objects.requireNonNull(held.get(key)), Outcome.STALE, flight));
        } finally {
            unreleased.forEach(key -> Objects.requireNonNull(turns.get(key)).release());
        }
        missing.removeAll(keys);
    }

    private boolean areUsable(Set<CacheKey> keys) {
        return keys.stream().allMatch(key -> {
            Entry entry = held.get(key);
            return entry != null && path.expired().isUsable(entry);
        });
    }

    /** What the loader answers, as entries. In the model: {@code Load}. */
    private Map<CacheKey, Entry> made(Set<CacheKey> keys) throws Throwable {
        CacheKey first = keys.iterator().next(); // all have the same tenant
        Replica.Scope primary = entries.context.replica().primary();
        try (primary) {
            Stamp stamp = entries.freshness.stamp(); // before the load: see Freshness
            LiveShapes.View told = entries.remote.told(); // after the stamp: see LiveShapes
            WatchedLoad watched = loads.watch.begin(first);
            Map<CacheKey, @Nullable Object> values;
            Seen seen;
            long began = entries.context.ticker().nanos();
            try (watched) {
                values = timed(watched, keys, first);
                seen = loads.watch.seen(watched, first);
            }
            long took = entries.context.ticker().nanos() - began;
            Stamp kept = seen.isWhole() ? stamp : Stamp.none(entries.freshness.partitions());
            Map<CacheKey, Entry> made = new LinkedHashMap<>();
            for (CacheKey key : keys) {
                Entry entry = entries.remote.loaded(key, values.get(key), kept, seen.tags(), told, took / keys.size());
                if (values.containsKey(key)) {
                    made.put(key, entry);
                } else {
                    WatchedLoad.served(entries.freshness, entry); // a load around this one depends on its absence
                    path.answered(key, Outcome.MISS);
                }
            }
            return made;
        }
    }

    private Map<CacheKey, @Nullable Object> timed(@Nullable WatchedLoad watched, Set<CacheKey> keys, CacheKey first)
            throws Throwable {
        long began = entries.context.ticker().nanos();
        boolean isLoaded = false;
        try {
            Map<CacheKey, @Nullable Object> values = loads.watched(watched, first, () -> loaded(keys));
            isLoaded = true;
            return values;
        } finally {
            loads.tookAll(entries.context.ticker().nanos() - began, keys.size(), isLoaded);
        }
    }

    private Map<CacheKey, @Nullable Object> loaded(Set<CacheKey> keys) throws Throwable {
        Map<CacheKey, ? extends @Nullable Object> answer = loader.load(Collections.unmodifiableSet(keys));
        Map<CacheKey, @Nullable Object> asked = new LinkedHashMap<>();
        for (CacheKey key : keys) {
            if (answer.containsKey(key)) {
                asked.put(key, answer.get(key));
            }
        }
        return asked;
    }
}
