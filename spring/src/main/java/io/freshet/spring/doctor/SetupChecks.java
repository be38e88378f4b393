package io.freshet.spring.doctor;

import io.freshet.Freshet;
import io.freshet.FreshetStatus;
import io.freshet.check.Check;
import io.freshet.check.Finding;
import io.freshet.spring.database.Reach;
import io.freshet.spring.settings.Mistake;
import org.springframework.boot.convert.DurationStyle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How an instance is set up, and what that can promise. */
final class SetupChecks {

    private final Freshet freshet;
    private final Setup setup;

    SetupChecks(Freshet freshet, Setup setup) {
        this.freshet = freshet;
        this.setup = setup;
    }

    List<Check> all() {
        return List.of(
                Check.of(InstanceTopic.CAPTURE, this::capture),
                Check.of(InstanceTopic.SHARED_TIER, () -> List.of(sharedTier())),
                Check.of(InstanceTopic.TIMEOUTS, () -> List.of(timeouts())),
                Check.of(InstanceTopic.SETTINGS, this::settings));
    }

    private List<Finding> capture() {
        List<String> untold = setup.untold().get();
        return untold.isEmpty()
                ? List.of(reached())
                : untold.stream()
                        .map(table -> InstanceTopic.CAPTURE.problem(table, "What the finding says"))
                        .toList();
    }

    private Finding reached() {
        return switch (setup.reach()) {
            case EVERYBODY ->
                InstanceTopic.CAPTURE.ok(
                        "Everybody's writes are noticed: " + freshet.status().outbox());
            case FLEET ->
                InstanceTopic.CAPTURE.note(
                        "Writes of this application's instances are noticed, by their statements; those of others are not",
                        "Set freshet.capture=triggers if the role may create them, or log");
            case LIVING ->
                setup.hasSharedTier()
                        ? InstanceTopic.CAPTURE.warning(
                                "Writes of this application's instances are noticed, by their statements; neither those of others, nor what one wrote"
                                        + " right before it died",
                                "Use PostgreSQL with freshet.capture=triggers, log or jdbc, which have an outbox")
                        : InstanceTopic.CAPTURE.note(
                                "Writes of this instance are noticed, by its statements; those of others are not, if there are any",
                                "Run one instance, or use PostgreSQL with freshet.capture=triggers, log or jdbc");
            case NOBODY -> nobody();
        };
    }

    private Finding nobody() {
        List<String> dependent = freshet.caches().stream()
                .filter(cache -> !cache.dependencies().isEmpty())
                .map(cache -> cache.name())
                .sorted()
                .toList();
        String remedy =
                "Set freshet.capture=auto and give the application its data source, or invalidate by hand whatever is written";
        return dependent.isEmpty()
                ? InstanceTopic.CAPTURE.note("No writes are noticed: entries are invalidated by hand", remedy)
                : InstanceTopic.CAPTURE.warning(
                        "No writes are noticed, but these caches depend on some: " + dependent, remedy);
    }

    private Finding sharedTier() {
        FreshetStatus status = freshet.status();
        if (!setup.hasSharedTier()) {
            return InstanceTopic.SHARED_TIER.note(
                    "There is none: this instance caches for itself",
                    "Nothing, if it runs alone; else set spring.data.redis.host, or url");
        }
        return status.remoteAnswers()
                ? InstanceTopic.SHARED_TIER.ok(status.remote())
                : InstanceTopic.SHARED_TIER.problem(
                        "It does not answer: " + status.remote(),
                        "Bring it back, or correct spring.data.redis; reads go on meanwhile");
    }

    private Finding timeouts() {
        Duration bound = freshet.status().bound();
        List<String> longer = new ArrayList<>();
        setup.timeouts().stream()
                .filter(timeout -> timeout.value().compareTo(bound) > 0)
                .forEach(timeout ->
                        longer.add(timeout.property() + " is " + DurationStyle.SIMPLE.print(timeout.value())));
        String limit = "freshet.bound, " + DurationStyle.SIMPLE.print(bound);
        return longer.isEmpty()
                ? InstanceTopic.TIMEOUTS.ok("None is longer than " + limit)
                : InstanceTopic.TIMEOUTS.warning(
                        String.join(", ", longer) + ", longer than " + limit
                                + ": while Redis hangs, polls hang with it, and leases end before they are answered",
                        "Set it to a quarter of the bound or so: "
                                + longer.stream()
                                        .map(text -> text.substring(0, text.indexOf(' ')))
                                        .collect(Collectors.joining(", ")));
    }

    private List<Finding> settings() {
        List<Mistake> idle = setup.idle().get();
        return idle.isEmpty()
                ? List.of(InstanceTopic.SETTINGS.ok("Each one that is written under freshet has an effect"))
                : idle.stream()
                        .map(each -> InstanceTopic.SETTINGS.note(each.what(), each.remedy()))
                        .toList();
    }

    /**
     * What the application is made of.
     *
     * @param reach whose writes are noticed
     * @param hasSharedTier whether there is one
     * @param timeouts how long may be waited for it
     * @param untold tables of which writes are not noticed now
     * @param idle settings that have no effect
     */
    record Setup(
            Reach reach,
            boolean hasSharedTier,
            List<Timeout> timeouts,
            Supplier<List<String>> untold,
            Supplier<List<Mistake>> idle) {

        /** Copies. */
        Setup {
            timeouts = List.copyOf(timeouts);
        }
    }

    /**
     * How long may be waited.
     *
     * @param property says so
     * @param value how long
     */
    record Timeout(String property, Duration value) {}
}
