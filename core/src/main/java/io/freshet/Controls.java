package io.freshet;

import io.freshet.control.ControlChange;
import io.freshet.control.ControlException;
import io.freshet.control.ControlKeeper;
import io.freshet.control.Scope;
import io.freshet.control.Switches;
import io.freshet.event.CacheEvent;
import io.freshet.event.CacheEvents;
import io.freshet.read.CachePolicy;
import io.freshet.read.ShadowReads;
import io.freshet.remote.ControlStore;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What people do to a running fleet: switch caching off and on, and change what may be changed. It holds on every instance within a second, and until it
 * is taken back. Thread-safe; what changes something blocks on the shared tier, for its timeout at the most.
 *
 * <p>While something is switched off, its reads go to their loaders and nothing is stored. Invalidations go on, and what lies in the cache is
 * subject to them: when it is switched on again, nothing is served that a write has touched meanwhile.
 */
public final class Controls implements AutoCloseable {

    /** The share of hits that is compared with the source, from 0 to 1; for {@link Scope#ALL}. */
    public static final String SHADOW_SHARE = "shadow-reads.share";

    /** How many loads a second that may cause; for {@link Scope#ALL}. */
    public static final String SHADOW_RATE = "shadow-reads.rate";

    private static final String UNKNOWN = "unknown";
    private static final int MOST_RATE = 1_000_000;

    private final ControlKeeper keeper;
    private final Switches switches;
    private final Caches caches;
    private final ShadowReads shadow;
    private final double shadowShare;
    private final double shadowRate;
    private final CacheEvents events;
    private final Clock clock;
    private final Object applying = new Object();

    /** The caches of the instance, as they are at present. */
    interface Caches {

        /** All of them. */
        Collection<Cache<?, ?>> all();
    }

    Controls(
            ControlStore store,
            Duration timeout,
            Switches switches,
            Caches caches,
            ShadowReads shadow,
            double shadowShare,
            double shadowRate,
            CacheEvents events,
            Clock clock) {
        this.keeper = new ControlKeeper(store, timeout, this::changed);
        this.switches = switches;
        this.caches = caches;
        this.shadow = shadow;
        this.shadowShare = shadowShare;
        this.shadowRate = shadowRate;
        this.events = events;
        this.clock = clock;
    }

    void start() {
        keeper.start();
    }

    /**
     * Switches caching off on every instance.
     *
     * @param by who does it, for those who ask later
     * @throws ControlException if there is no such cache, or the shared tier does not answer
     */
    public void switchOff(Scope scope, String by) {
        set(scope, ControlChange.OFF, ControlChange.YES, by);
    }

    /**
     * Switches it on again, apart from what the configuration of an instance switches off.
     *
     * @throws ControlException if the shared tier does not answer
     */
    public void switchOn(Scope scope, String by) {
        takeBack(scope, ControlChange.OFF, by);
    }

    /**
     * Changes a value on every instance.
     *
     * @param scope a cache, or {@link Scope#ALL} for what concerns no single cache
     * @param setting the name of a {@link RuntimeSetting}, or one of those of this class
     * @param by who does it, for those who ask later
     * @throws ControlException if that cannot be set, or not to this, or the shared tier does not answer
     */
    public void set(Scope scope, String setting, String value, String by) {
        require(scope, setting, value);
        String written = value.strip();
        keeper.change(all -> change(scope, setting, written, by));
    }

    /**
     * Takes back what was set at run time: what is configured holds again.
     *
     * @throws ControlException if nothing was set, or the shared tier does not answer
     */
    public void takeBack(Scope scope, String setting, String by) {
        keeper.change(all -> {
            if (find(all, scope, setting).isEmpty()) {
                throw new ControlException("'" + setting + "' was not set at run time for " + scope + "; "
                        + (switches.configured().contains(scope)
                                ? "its configuration switches it off"
                                : "there is nothing to take back"));
            }
            return change(scope, setting, "", by);
        });
    }

    private ControlChange change(Scope scope, String setting, String value, String by) {
        return new ControlChange(
                scope,
                setting,
                value,
                by.isBlank() ? UNKNOWN : by,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                present(scope, setting));
    }

    /**
     * Checks that something could be set. Changes nothing, and does not block.
     *
     * @throws ControlException if it cannot be set, or not to this
     */
    public void require(Scope scope, String setting, String value) {
        if (scope.kind() == Scope.Kind.CACHE && cache(scope).isEmpty()) {
            throw new ControlException("There is no cache '" + scope.name() + "'; there are "
                    + caches.all().stream().map(Cache::name).sorted().toList());
        }
        if (setting.equals(ControlChange.OFF)) {
            if (!value.strip().equals(ControlChange.YES)) {
                throw new ControlException(
                        "off is '" + value + "', but can be set to true only; take it back to switch on again");
            }
            return;
        }
        try {
            if (scope.kind() == Scope.Kind.CACHE) {
                Cache<?, ?> cache = cache(scope).orElseThrow();
                RuntimeSetting.possible(known(setting).change(cache.policy(), value));
            } else if (scope.kind() == Scope.Kind.ALL) {
                shadowValue(setting, value);
            } else {
                throw new IllegalArgumentException("A tenant can be switched off, nothing else can be set for it");
            }
        } catch (IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()), e);
        }
    }

    private static RuntimeSetting known(String setting) {
        return RuntimeSetting.named(setting)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + setting + "' cannot be set for a cache at run time; what can is off, "
                                + Stream.of(RuntimeSetting.values())
                                        .map(RuntimeSetting::text)
                                        .collect(Collectors.joining(", "))));
    }

    private static double shadowValue(String setting, String value) {
        return switch (setting) {
            case SHADOW_SHARE -> number(setting, value, number -> number >= 0 && number <= 1, "from 0 to 1");
            case SHADOW_RATE ->
                number(setting, value, number -> number > 0 && number <= MOST_RATE, "more than 0, up to " + MOST_RATE);
            default ->
                throw new IllegalArgumentException("'" + setting
                        + "' cannot be set for all at run time; what can is off, " + SHADOW_SHARE + ", " + SHADOW_RATE
                        + ", and more for a cache, with the scope cache:<name>");
        };
    }

    private static double number(String setting, String value, DoublePredicate isRight, String form) {
        double number = Double.NaN;
        try {
            number = Double.parseDouble(value);
        } catch (NumberFormatException e) {
            // not a number, so not right either
        }
        if (!isRight.test(number)) {
            throw new IllegalArgumentException(setting + " is '" + value + "', but must be a number " + form);
        }
        return number;
    }

    /** What holds now, as it is written. */
    private String present(Scope scope, String setting) {
        if (setting.equals(ControlChange.OFF)) {
            return Boolean.toString(switches.off().contains(scope));
        }
        Optional<ControlChange> set = atRunTime(scope, setting);
        if (set.isPresent()) {
            return set.get().value();
        }
        return switch (setting) {
            case SHADOW_SHARE -> Double.toString(shadowShare);
            case SHADOW_RATE -> Double.toString(shadowRate);
            default ->
                cache(scope)
                        .flatMap(cache -> RuntimeSetting.named(setting).map(known -> known.valueIn(cache.policy())))
                        .orElse("");
        };
    }

    private Optional<Cache<?, ?>> cache(Scope scope) {
        return caches.all().stream()
                .filter(cache -> scope.equals(Scope.cache(cache.name())))
                .findFirst();
    }

    /** What was changed last of each setting, what was taken back included; the latest first. */
    public List<ControlChange> changes() {
        return keeper.changes().stream()
                .sorted(Comparator.comparing(ControlChange::at).reversed())
                .toList();
    }

    /** What is set at run time now; nothing if what is configured holds. */
    public Optional<ControlChange> atRunTime(Scope scope, String setting) {
        return find(keeper.changes(), scope, setting);
    }

    private static Optional<ControlChange> find(Collection<ControlChange> all, Scope scope, String setting) {
        return all.stream()
                .filter(change ->
                        change.scope().equals(scope) && change.setting().equals(setting) && !change.isTakenBack())
                .findFirst();
    }

    /** What is switched off now, and by whom; in the words of a person. */
    public List<SwitchedOff> switchedOff() {
        return switches.off().stream()
                .map(scope -> new SwitchedOff(
                        scope.toString(), atRunTime(scope, ControlChange.OFF).orElse(null)))
                .sorted(Comparator.comparing(SwitchedOff::scope))
                .toList();
    }

    /** Whether everything, a cache or a tenant is switched off now. */
    public boolean isOff(Scope scope) {
        return switches.off().contains(scope);
    }

    private void changed(Collection<ControlChange> all, List<ControlChange> news) {
        synchronized (applying) {
            switches.set(all.stream()
                    .filter(ControlChange::isSwitchedOff)
                    .map(ControlChange::scope)
                    .toList());
            caches.all().forEach(cache -> apply(cache, all));
            applyToShadow(all);
        }
        news.forEach(change -> events.publish(new CacheEvent.SettingChanged(
                change.scope().toString(),
                change.setting(),
                change.value(),
                change.before(),
                change.by(),
                change.at())));
    }

    /** What is set for a cache that was not there when it was. */
    void declared(Cache<?, ?> cache) {
        synchronized (applying) {
            apply(cache, keeper.changes());
        }
    }

    private void apply(Cache<?, ?> cache, Collection<ControlChange> all) {
        CachePolicy policy = cache.configured();
        List<String> mistakes = new ArrayList<>();
        for (RuntimeSetting setting : RuntimeSetting.values()) {
            Optional<ControlChange> set = find(all, Scope.cache(cache.name()), setting.text());
            if (set.isPresent()) {
                try {
                    policy = setting.change(policy, set.get().value());
                } catch (IllegalArgumentException e) {
                    mistakes.add(String.valueOf(e.getMessage()));
                }
            }
        }
        try {
            cache.set(RuntimeSetting.possible(policy));
        } catch (IllegalArgumentException e) {
            mistakes.add(String.valueOf(e.getMessage()));
            cache.set(cache.configured());
        }
        mistakes.forEach(mistake -> events.publish(new CacheEvent.SettingIgnored(cache.name(), mistake)));
    }

    private void applyToShadow(Collection<ControlChange> all) {
        shadow.set(shadowNumber(all, SHADOW_SHARE, shadowShare), shadowNumber(all, SHADOW_RATE, shadowRate));
    }

    private double shadowNumber(Collection<ControlChange> all, String setting, double configured) {
        Optional<ControlChange> set = find(all, Scope.ALL, setting);
        try {
            return set.isPresent() ? shadowValue(setting, set.get().value()) : configured;
        } catch (IllegalArgumentException e) {
            events.publish(new CacheEvent.SettingIgnored("", String.valueOf(e.getMessage())));
            return configured;
        }
    }

    @Override
    public void close() {
        keeper.close();
    }
}
