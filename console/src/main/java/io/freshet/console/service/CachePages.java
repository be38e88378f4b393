package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.RuntimeSetting;
import io.freshet.console.view.CacheRow;
import io.freshet.console.view.CacheView;
import io.freshet.console.view.ChangeView;
import io.freshet.console.view.CountView;
import io.freshet.console.view.DependencyView;
import io.freshet.console.view.InvalidationView;
import io.freshet.console.view.MarkView;
import io.freshet.console.view.MethodView;
import io.freshet.console.view.ProblemView;
import io.freshet.console.view.SeriesView;
import io.freshet.console.view.SettingView;
import io.freshet.console.view.TierView;
import io.freshet.console.watch.History;
import io.freshet.console.watch.Samples;
import io.freshet.control.ControlChange;
import io.freshet.control.Scope;
import io.freshet.event.CacheMeter;
import io.freshet.event.Effect;
import io.freshet.event.Outcome;
import io.freshet.read.CachePolicy;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.KeyedRows;
import io.freshet.tag.RowsDependency;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One cache, wholly. */
final class CachePages {

    private static final int INVALIDATIONS = 20;
    private static final String WRITERS =
            "Writers are those that this instance has seen since it began: the audit names all (./freshet audit), and the witness those of a test run";

    private final Instance instance;
    private final Problems problems;
    private final Overviews overviews;
    private final Invalidations invalidations;
    private final SeenDependencies seen;
    private final SeenWriters writers;
    private final Fleets fleets;
    private final Courses courses;

    CachePages(
            Instance instance,
            Problems problems,
            Overviews overviews,
            Invalidations invalidations,
            SeenDependencies seen,
            SeenWriters writers,
            Fleets fleets,
            Courses courses) {
        this.instance = instance;
        this.problems = problems;
        this.overviews = overviews;
        this.invalidations = invalidations;
        this.seen = seen;
        this.writers = writers;
        this.fleets = fleets;
        this.courses = courses;
    }

    CacheView of(Cache<?, ?> cache) {
        Course course = courses.of(cache.name());
        List<ProblemView> own = problems.of(cache, course);
        List<InvalidationView> touching = invalidations.after(0).stream()
                .filter(each -> each.caches().contains(cache.name()))
                .limit(INVALIDATIONS)
                .toList();
        MarkView last = touching.isEmpty()
                ? null
                : new MarkView(
                        touching.get(0).id(),
                        touching.get(0).at(),
                        touching.get(0).cause());
        List<MethodView> readers = readers(cache);
        CacheRow row = overviews.row(cache, course, own, last);
        List<DependencyView> dependencies = dependencies(cache);
        return new CacheView(
                row,
                fleets.onEach(row),
                own,
                cache.policy().shared(),
                cache.policy().observe().name().toLowerCase(Locale.ROOT),
                settings(cache),
                reads(cache.meter()),
                effects(cache.meter()),
                tiers(cache),
                dependencies,
                dependenciesUnknown(cache),
                readers,
                readers.isEmpty()
                        ? "No annotated method reads it: it is used in code, or by Spring's own annotations"
                        : null,
                invalidators(cache),
                writers.of(subjects(dependencies)),
                WRITERS,
                series(instance.history().of(cache.name())),
                touching,
                changes(cache));
    }

    private static Set<String> subjects(List<DependencyView> dependencies) {
        return dependencies.stream().map(Graphs::subjectOf).collect(Collectors.toSet());
    }

    private List<SettingView> settings(Cache<?, ?> cache) {
        List<SettingView> settings = new ArrayList<>();
        for (RuntimeSetting setting : RuntimeSetting.values()) {
            ControlChange change = instance.freshet()
                    .controls()
                    .atRunTime(Scope.cache(cache.name()), setting.text())
                    .orElse(null);
            settings.add(new SettingView(
                    setting.text(),
                    setting.valueIn(cache.policy()),
                    change == null ? origin(cache, setting.text()) : "run time",
                    true,
                    change == null ? null : view(change)));
        }
        CachePolicy policy = cache.policy();
        Duration nulls = policy.expiry().timeToLiveOf(null);
        settings.add(fixed(
                cache, "null-ttl", nulls.toMillis() % 1_000 == 0 ? nulls.toSeconds() + "s" : nulls.toMillis() + "ms"));
        settings.add(fixed(cache, "consistency", policy.consistency().name().toLowerCase(Locale.ROOT)));
        settings.add(fixed(cache, "observe", policy.observe().name().toLowerCase(Locale.ROOT)));
        settings.add(fixed(cache, "shared", String.valueOf(policy.shared())));
        settings.add(fixed(cache, "remote", String.valueOf(policy.remote())));
        settings.add(fixed(cache, "largest-value", policy.largestValueBytes() + " bytes"));
        return settings;
    }

    private SettingView fixed(Cache<?, ?> cache, String name, String value) {
        return new SettingView(name, value, origin(cache, name), false, null);
    }

    private String origin(Cache<?, ?> cache, String setting) {
        return instance.origins().apply(cache.name(), setting);
    }

    static ChangeView view(ControlChange change) {
        return new ChangeView(
                change.scope().toString(), change.setting(), change.value(), change.before(), change.by(), change.at());
    }

    private List<ChangeView> changes(Cache<?, ?> cache) {
        return instance.freshet().controls().changes().stream()
                .filter(change -> change.scope().equals(Scope.cache(cache.name())))
                .map(CachePages::view)
                .toList();
    }

    private static List<CountView> reads(CacheMeter meter) {
        return Stream.of(Outcome.values())
                .map(outcome -> new CountView(outcome.text(), text(outcome), meter.reads(outcome)))
                .toList();
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case HIT_L1 -> "Answered in process";
            case HIT_L2 -> "Answered by the shared tier";
            case MISS -> "Loaded, since there was nothing to serve";
            case STALE -> "Answered by an expired value, since the load failed or took too long";
            case BYPASS -> "Loaded past the cache: in a transaction that has written, without a lease, or switched off";
        };
    }

    private static List<CountView> effects(CacheMeter meter) {
        List<CountView> effects = new ArrayList<>();
        for (Effect effect : Effect.values()) {
            effects.add(new CountView(
                    effect.name().toLowerCase(Locale.ROOT).replace('_', '-'), text(effect), meter.count(effect)));
        }
        effects.add(new CountView(
                "not-kept", "Loaded values of which it was not known what they depend on", meter.notKeptCount()));
        effects.add(new CountView(
                "undecodable", "Entries of the shared tier that could not be read", meter.undecodableCount()));
        effects.add(new CountView("not-stored", "Values that were kept in process only", meter.notStoredCount()));
        return effects;
    }

    private static String text(Effect effect) {
        return switch (effect) {
            case REFRESHED -> "Entries refreshed before they expired";
            case REFRESHED_ELSEWHERE -> "Entries that another instance had refreshed";
            case REFRESH_FAILED -> "Refreshes that failed";
            case SOFT_TIMEOUT -> "Reads answered by an expired value, since the load took too long";
            case HARD_TIMEOUT -> "Loads that took longer than their readers wait";
            case TOO_LARGE -> "Values too large to be kept in process, or at all";
            case TENANT_EVICTED -> "Entries that left, since their tenant had too many";
        };
    }

    private List<TierView> tiers(Cache<?, ?> cache) {
        CachePolicy policy = cache.policy();
        boolean isLocal = !policy.local().isOff();
        String bound = policy.local().isByWeight()
                ? "up to " + policy.local().maximumBytes() + " bytes"
                : "up to " + policy.localMaximum() + " entries";
        CacheMeter meter = cache.meter();
        return List.of(
                new TierView(
                        "L1, in process",
                        isLocal,
                        isLocal ? bound : "off: local-maximum is 0",
                        meter.reads(Outcome.HIT_L1),
                        isLocal ? cache.localSize() : null,
                        isLocal ? null : "The tier is off"),
                new TierView(
                        "L2, shared",
                        policy.remote(),
                        policy.remote()
                                ? instance.freshet().status().remote()
                                : "not used: remote is false, or its values have no codec",
                        meter.reads(Outcome.HIT_L2),
                        null,
                        policy.remote()
                                ? "Counting what lies in the shared tier would walk through all its keys"
                                : "The tier is not used"));
    }

    List<DependencyView> dependencies(Cache<?, ?> cache) {
        List<DependencyView> all = new ArrayList<>();
        cache.dependencies().stream().map(CachePages::declared).forEach(all::add);
        seen.of(cache.name()).stream()
                .sorted(Comparator.comparing(SeenDependencies.Seen::table))
                .map(table -> new DependencyView(
                        table.whole() ? "table" : "rows",
                        (table.whole() ? "table " : "rows of ") + table.table(),
                        table.table(),
                        true))
                .filter(view -> all.stream().noneMatch(other -> view.text().equals(other.text())))
                .forEach(all::add);
        return all;
    }

    private static DependencyView declared(Dependency dependency) {
        if (dependency instanceof TableDependency table) {
            return new DependencyView("table", "table " + table.table(), table.table(), false);
        }
        if (dependency instanceof FreeDependency tag) {
            return new DependencyView("tag", "tag " + tag.tag(), null, false);
        }
        if (dependency instanceof KeyedRows rows) {
            return new DependencyView("rows", rows.toString(), rows.shape().table(), false);
        }
        RowsDependency rows = (RowsDependency) dependency;
        return new DependencyView(
                "rows",
                "rows of " + rows.shape() + " " + rows.texts(),
                rows.shape().table(),
                false);
    }

    private @Nullable String dependenciesUnknown(Cache<?, ?> cache) {
        if (!SeenDependencies.isObserved(cache)) {
            return null;
        }
        return seen.of(cache.name()).isEmpty()
                ? "What it depends on is observed while it loads, and none of its entries in process has been looked at yet"
                : "What it depends on is observed while it loads: these were seen in some of its entries; others may have more";
    }

    private List<MethodView> readers(Cache<?, ?> cache) {
        return instance.readers().get().entrySet().stream()
                .filter(reader -> reader.getValue().cache().name().equals(cache.name()))
                .map(reader -> view(reader.getKey()))
                .sorted(Comparator.comparing(MethodView::type).thenComparing(MethodView::method))
                .toList();
    }

    private List<MethodView> invalidators(Cache<?, ?> cache) {
        return instance.invalidators().get().entrySet().stream()
                .filter(each -> each.getValue().parts().stream()
                        .flatMap(part -> part.method().patterns().stream())
                        .anyMatch(pattern -> pattern.matchOf(cache.template()).isPresent()))
                .map(each -> view(each.getKey()))
                .sorted(Comparator.comparing(MethodView::type).thenComparing(MethodView::method))
                .toList();
    }

    static MethodView view(Method method) {
        String parameters =
                Stream.of(method.getParameterTypes()).map(Class::getSimpleName).collect(Collectors.joining(", "));
        return new MethodView(method.getDeclaringClass().getSimpleName(), method.getName() + "(" + parameters + ")");
    }

    private SeriesView series(Samples samples) {
        return new SeriesView(
                History.INTERVAL.toMillis(),
                instance.history().sampledAt(),
                list(samples.hits()),
                list(samples.misses()),
                list(samples.bypasses()),
                list(samples.loads()),
                list(samples.failedLoads()),
                list(samples.loadMicros()),
                list(samples.stalePrevented()));
    }

    private static List<Integer> list(int[] values) {
        return IntStream.of(values).boxed().toList();
    }
}
