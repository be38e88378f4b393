package io.freshet.spring.doctor;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.check.Check;
import io.freshet.check.Finding;
import io.freshet.event.CacheMeter;
import io.freshet.event.Outcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the caches of an instance have counted since it was started, and how long their entries live. */
final class CacheChecks {

    private static final Duration LONG = Duration.ofDays(7);

    private final Freshet freshet;
    private final Supplier<Set<String>> withoutOwnTtl;

    /**
     * Of an instance.
     *
     * @param withoutOwnTtl the caches of whose time to live nobody has said anything
     */
    CacheChecks(Freshet freshet, Supplier<Set<String>> withoutOwnTtl) {
        this.freshet = freshet;
        this.withoutOwnTtl = withoutOwnTtl;
    }

    List<Check> all() {
        return List.of(
                Check.of(InstanceTopic.TTL, this::ttl),
                Check.of(InstanceTopic.UNDECODABLE, () -> List.of(undecodable())),
                Check.of(InstanceTopic.NOT_STORED, () -> List.of(notStored())),
                Check.of(InstanceTopic.NOT_KEPT, () -> List.of(notKept())));
    }

    private List<Finding> ttl() {
        List<Finding> findings = new ArrayList<>();
        List<String> unlimited = caches().filter(
                        cache -> cache.policy().timeToLive().compareTo(LONG) > 0)
                .map(cache -> cache.name() + " (" + cache.policy().timeToLive().toDays() + " days)")
                .toList();
        if (!unlimited.isEmpty()) {
            findings.add(InstanceTopic.TTL.note(
                    "As good as none: " + unlimited,
                    "Set freshet.caches.<name>.ttl to what a value that was missed may cost, an hour or a day"));
        }
        Set<String> silent = withoutOwnTtl.get();
        if (!silent.isEmpty()) {
            findings.add(InstanceTopic.TTL.note(
                    "Nobody has said one for Spring's caches " + silent + ", so it is the default",
                    "Set freshet.spring-cache.ttl, or freshet.caches.<name>.ttl"));
        }
        return findings.isEmpty()
                ? List.of(InstanceTopic.TTL.ok("Every cache has one: " + caches().count() + " caches"))
                : findings;
    }

    private Finding undecodable() {
        long unread = sum(CacheMeter::undecodableCount);
        if (unread == 0) {
            return InstanceTopic.UNDECODABLE.ok("None since the start");
        }
        String found = "Of " + counted(CacheMeter::undecodableCount) + " since the start";
        return unread > sum(meter -> meter.reads(Outcome.HIT_L2))
                ? InstanceTopic.UNDECODABLE.warning(
                        found + ", more than were read",
                        "If no deploy is under way: look in the log for 'cannot be read', and whether two versions of the application run side by side")
                : InstanceTopic.UNDECODABLE.note(found, "Nothing, if there was a deploy");
    }

    private Finding notStored() {
        return sum(CacheMeter::notStoredCount) == 0
                ? InstanceTopic.NOT_STORED.ok("None since the start")
                : InstanceTopic.NOT_STORED.warning(
                        "Of " + counted(CacheMeter::notStoredCount)
                                + " since the start: too large, or not to be encoded",
                        "Look in the log for the reason; raise freshet.caches.<name>.max-value-size, choose another codec, or set remote=false");
    }

    private Finding notKept() {
        return sum(CacheMeter::notKeptCount) == 0
                ? InstanceTopic.NOT_KEPT.ok("None since the start")
                : InstanceTopic.NOT_KEPT.note(
                        "Of " + counted(CacheMeter::notKeptCount)
                                + " since the start, since it could not be told, or not yet, what they depend on",
                        "If it goes on rising: the log says why, and docs/guides/dependencies.md what helps");
    }

    private long sum(ToLongFunction<CacheMeter> count) {
        return caches().map(Cache::meter).mapToLong(count).sum();
    }

    private String counted(ToLongFunction<CacheMeter> count) {
        return caches().filter(cache -> count.applyAsLong(cache.meter()) > 0)
                .map(cache -> cache.name() + ": " + count.applyAsLong(cache.meter()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private Stream<Cache<?, ?>> caches() {
        return freshet.caches().stream();
    }
}
