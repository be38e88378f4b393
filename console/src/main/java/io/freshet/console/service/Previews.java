package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.RuntimeSetting;
import io.freshet.console.access.MistakenException;
import io.freshet.console.fleet.Learned;
import io.freshet.console.fleet.Question;
import io.freshet.console.view.ActionPreview;
import io.freshet.control.ControlChange;
import io.freshet.control.ControlException;
import io.freshet.control.Scope;
import io.freshet.read.Held;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what an action would do, before it is done. */
final class Previews {

    private static final String TENANT = "tenant";
    private static final long COUNTED = 50_000;
    private static final String RELOADED = " invisible, on every instance: the next reads load";
    private static final String UNTIL_SWITCHED_ON =
            " off on every instance, until it is switched on again: each read loads. Invalidations go on";
    private static final String DATABASE = "How the database takes that is not known here";

    private final Instance instance;
    private final Fleets fleets;
    private final Courses courses;

    Previews(Instance instance, Fleets fleets, Courses courses) {
        this.instance = instance;
        this.fleets = fleets;
        this.courses = courses;
    }

    /** @throws MistakenException if it cannot be done */
    ActionPreview of(AskedAction asked) {
        return switch (asked.kind()) {
            case INVALIDATE_CACHE ->
                entries(asked, "Makes every entry of " + asked.name() + ", of all tenants," + RELOADED);
            case INVALIDATE_ENTRY ->
                new ActionPreview(
                        "Makes the entry " + asked.key() + RELOADED,
                        "One entry",
                        "Whether other instances hold it is not known here",
                        asked.subject());
            case INVALIDATE_TENANT ->
                tenant(asked, "Makes every entry of tenant " + asked.tenant() + ", in all caches," + RELOADED);
            case INVALIDATE_ALL -> entries(asked, "Makes every entry of all caches" + RELOADED);
            case SWITCH_OFF -> loads(asked, "Switches " + asked.name() + UNTIL_SWITCHED_ON);
            case SWITCH_OFF_ALL -> loads(asked, "Switches caching" + UNTIL_SWITCHED_ON);
            case SWITCH_OFF_TENANT ->
                tenant(asked, "Switches caching for tenant " + asked.tenant() + UNTIL_SWITCHED_ON);
            case SWITCH_ON, SWITCH_ON_ALL, SWITCH_ON_TENANT ->
                new ActionPreview(
                        "Switches " + (asked.cache() == null ? "caching for " + asked.subject() : asked.name())
                                + " on again on every instance. What was written meanwhile is not served",
                        "Its entries are served again where they are still true",
                        "What its configuration switches off stays off",
                        asked.subject());
            case SET, SET_ALL -> set(asked);
            case TAKE_BACK, TAKE_BACK_ALL -> takeBack(asked);
        };
    }

    private ActionPreview entries(AskedAction asked, String text) {
        Cache<?, ?> cache = asked.cache();
        Set<String> names = names(asked);
        long own = cache == null
                ? instance.freshet().caches().stream()
                        .mapToLong(Cache::localSize)
                        .sum()
                : served(cache, "");
        Fleets.Counted counted = fleets.count(names, own, readsHere(names));
        return new ActionPreview(text, counted.entriesText(), counted.rest(), asked.subject());
    }

    private ActionPreview loads(AskedAction asked, String text) {
        Set<String> names = names(asked);
        Fleets.Counted counted = fleets.count(names, 0, readsHere(names));
        Cache<?, ?> cache = asked.cache();
        Long mean = cache == null ? null : Figures.loadMeanMicros(cache.meter());
        return new ActionPreview(
                text,
                counted.loadsText()
                        + (cache == null
                                ? ""
                                : mean == null
                                        ? ", which take an unknown time"
                                        : ", each of about " + mean / 1_000.0 + " ms"),
                DATABASE,
                asked.subject());
    }

    private ActionPreview tenant(AskedAction asked, String text) {
        Map<String, Learned<Long>> others =
                fleets.ask(new Question(Question.Kind.TENANT, Map.of(TENANT, asked.tenant())), Long.class);
        List<Long> known = others.values().stream()
                .map(Learned::value)
                .filter(count -> count != null)
                .toList();
        List<String> uncounted = others.entrySet().stream()
                .filter(other -> other.getValue().value() == null)
                .map(Map.Entry::getKey)
                .toList();
        Fleets.Counted counted = new Fleets.Counted(
                ofTenant(asked.tenant())
                        + known.stream().mapToLong(Long::longValue).sum(),
                null,
                known.size() + 1,
                fleets.unknown(),
                uncounted);
        return new ActionPreview(text, counted.entriesText(), counted.rest(), asked.subject());
    }

    /** What another instance asks. */
    long ofTenant(Question question) {
        return ofTenant(question.values().getOrDefault(TENANT, ""));
    }

    private long ofTenant(String tenant) {
        return instance.freshet().caches().stream()
                .filter(cache -> !cache.policy().shared())
                .mapToLong(cache -> served(cache, tenant))
                .sum();
    }

    private ActionPreview set(AskedAction asked) {
        try {
            instance.freshet().controls().require(asked.scope(), asked.setting(), asked.value());
        } catch (ControlException e) {
            throw new MistakenException(String.valueOf(e.getMessage()));
        }
        return new ActionPreview(
                "Sets " + asked.setting() + " of " + asked.subject() + " to " + asked.value()
                        + " on every instance, until it is taken back",
                now(asked),
                "What that does to hits and loads is not known here",
                asked.subject());
    }

    private ActionPreview takeBack(AskedAction asked) {
        if (instance.freshet()
                .controls()
                .atRunTime(asked.scope(), asked.setting())
                .isEmpty()) {
            throw new MistakenException("'" + asked.setting() + "' was not set at run time for " + asked.subject());
        }
        return new ActionPreview(
                "Takes back what was set for " + asked.setting() + " of " + asked.subject()
                        + ": what is configured on each instance holds again",
                now(asked),
                "What is configured on other instances is not known here",
                asked.subject());
    }

    private String now(AskedAction asked) {
        Optional<ControlChange> set = instance.freshet().controls().atRunTime(asked.scope(), asked.setting());
        if (set.isPresent()) {
            return "It is " + set.get().value() + " now, set by " + set.get().by();
        }
        Cache<?, ?> cache = asked.cache();
        return RuntimeSetting.named(asked.setting())
                .filter(known -> cache != null)
                .map(known -> "It is "
                        + known.valueIn(
                                Console.find(instance.freshet(), asked.name()).policy()) + " now, as configured")
                .orElse("It is as configured now");
    }

    private Set<String> names(AskedAction asked) {
        return asked.scope().equals(Scope.ALL)
                ? instance.freshet().caches().stream().map(Cache::name).collect(Collectors.toSet())
                : Set.of(asked.name());
    }

    private List<Double> readsHere(Collection<String> caches) {
        return caches.stream()
                .map(cache -> courses.of(cache).readsPerSecond())
                .filter(reads -> reads != null)
                .toList();
    }

    /** @param tenant whose; empty for all */
    private static long served(Cache<?, ?> cache, String tenant) {
        long[] counted = new long[2];
        cache.showLocal((key, held) -> {
            counted[0]++;
            boolean isMeant = tenant.isEmpty() || key.tenant().equals(tenant);
            counted[1] += isMeant && held.state() == Held.State.SERVED ? 1 : 0;
            return counted[0] < COUNTED;
        });
        return counted[1];
    }
}
