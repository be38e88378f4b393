package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.console.access.Caller;
import io.freshet.console.access.Role;
import io.freshet.console.access.UnknownException;
import io.freshet.console.fleet.Fleet;
import io.freshet.console.fleet.Learned;
import io.freshet.console.fleet.Peers;
import io.freshet.console.fleet.Question;
import io.freshet.console.view.ActionPreview;
import io.freshet.console.view.ActionRequest;
import io.freshet.console.view.ActionView;
import io.freshet.console.view.ActionsView;
import io.freshet.console.view.AuditView;
import io.freshet.console.view.CacheView;
import io.freshet.console.view.ConsistencyView;
import io.freshet.console.view.EntriesView;
import io.freshet.console.view.EntryView;
import io.freshet.console.view.FleetView;
import io.freshet.console.view.GraphView;
import io.freshet.console.view.HeaderView;
import io.freshet.console.view.HotKeyView;
import io.freshet.console.view.HotKeysView;
import io.freshet.console.view.InvalidationView;
import io.freshet.console.view.InvalidationsView;
import io.freshet.console.view.OverviewView;
import io.freshet.console.view.SessionView;
import io.freshet.console.watch.History;
import io.freshet.spring.settings.FreshetProperties;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the console tells, to whoever may know it. Thread-safe. However many look, everything is worked out once a second at the most; while nobody
 * looks, one thread samples counters every five seconds, and tells the other instances of them three times in a lease. Close it to end that.
 */
public final class Console implements AutoCloseable {

    private static final int HOT_KEYS = 50;
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final int ASKED_INVALIDATIONS = 100;
    private static final int TOLD_IN_A_LEASE = 3;
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Instance instance;
    private final FreshetProperties.Console settings;
    private final String access;
    private final Overviews overviews;
    private final Fleets fleets;
    private final Peers peers;
    private final CachePages pages;
    private final Invalidations invalidations;
    private final EntryPages entryPages;
    private final SeenWriters writers = new SeenWriters();
    private final Graphs graphs;
    private final Actions actions;
    private final Consistencies consistencies;
    private final AuditReports audits;
    private final ScheduledExecutorService pulse;
    private final Object working = new Object();
    private @Nullable OverviewView latest;
    private long latestNanos;

    /**
     * Begins to sample.
     *
     * @param access how it is decided who may look, in words
     */
    public Console(Instance instance, FreshetProperties.Console settings, String access) {
        this.instance = instance;
        this.settings = settings;
        this.access = access;
        Problems problems = new Problems(instance);
        Courses courses = new Courses(instance.history());
        SeenDependencies seen = new SeenDependencies(instance.freshet());
        this.invalidations = new Invalidations(instance, seen);
        Preventions preventions = new Preventions(instance, invalidations);
        this.overviews = new Overviews(instance, problems, invalidations, preventions, courses);
        String name = instance.freshet().status().instance();
        this.peers = new Peers(instance.freshet().questions(), PATIENCE, System::nanoTime);
        Fleet fleet = new Fleet(instance.freshet().roster(), name, System::nanoTime, settings.lease());
        this.fleets = new Fleets(instance, courses, fleet, peers);
        this.entryPages = new EntryPages(instance, invalidations, fleets);
        this.pages = new CachePages(instance, problems, overviews, invalidations, seen, writers, fleets, courses);
        this.graphs = new Graphs(instance, pages::dependencies, writers);
        this.consistencies = new Consistencies(instance, overviews, preventions);
        this.actions = new Actions(instance, fleets, courses, settings.readOnly());
        this.audits = new AuditReports(
                settings.auditReport(), each -> instance.freshet().cache(each) != null);
        this.pulse = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "freshet-console");
            thread.setDaemon(true);
            return thread;
        });
        peers.answer(name, this::answered);
        every(History.INTERVAL, this::sample);
        every(settings.lease().dividedBy(TOLD_IN_A_LEASE), this::tell);
    }

    private void every(Duration time, Runnable task) {
        var unused = pulse.scheduleWithFixedDelay(() -> carefully(task), 0, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** If it fails it is tried the next time all the same. */
    private static void carefully(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** What another instance asks, for somebody who may look. */
    private Object answered(Question question) {
        return switch (question.kind()) {
            case ENTRY -> entryPages.answered(question);
            case TENANT -> actions.ofTenant(question);
            case HOT_KEYS -> hotKeys();
            case INVALIDATIONS -> latest(ASKED_INVALIDATIONS);
        };
    }

    private void sample() {
        instance.history().sample(instance.freshet().caches(), instance.clock().instant());
        invalidations.renew();
        writers.learn(invalidations.after(0));
        overviews.now(); // of very many caches it is what is shown until the next sample
    }

    private void tell() {
        fleets.tell(overviews.now(), actions.here());
    }

    /** Who looks, and what they may do. */
    public SessionView session(Caller caller, List<HeaderView> headers) {
        caller.require(Role.VIEWER, "look");
        return new SessionView(
                caller.name(),
                caller.role(),
                settings.readOnly(),
                settings.values() && caller.role().includes(Role.ADMIN),
                instance.application(),
                instance.freshet().status().instance(),
                access,
                headers);
    }

    /** How everything does on all instances; the same object for whoever asks within a second. */
    public OverviewView overview(Caller caller) {
        caller.require(Role.VIEWER, "look");
        synchronized (working) {
            OverviewView known = latest;
            if (known == null || System.nanoTime() - latestNanos > FRESH_NANOS) {
                known = fleets.of(overviews.now());
                latest = known;
                latestNanos = System.nanoTime();
            }
            return known;
        }
    }

    /** All instances, as this one knows them. */
    public FleetView nodes(Caller caller) {
        return overview(caller).fleet();
    }

    /**
     * One cache.
     *
     * @throws UnknownException if there is no such cache
     */
    public CacheView cache(Caller caller, String name) {
        caller.require(Role.VIEWER, "look");
        writers.learn(invalidations.after(0));
        return pages.of(find(name));
    }

    /**
     * Entries of a cache in process.
     *
     * @param text what keys must have in them; empty for all
     * @throws UnknownException if there is no such cache
     */
    public EntriesView entries(Caller caller, String cache, String text) {
        caller.require(Role.VIEWER, "look");
        return Entries.matching(find(cache), text);
    }

    /**
     * One entry, by what its key is made of. One round trip to the shared tier if this instance has nothing that may be served.
     *
     * @param values by the names in the template
     * @throws UnknownException if there is no such cache
     */
    public EntryView entry(Caller caller, String cache, String tenant, Map<String, String> values) {
        caller.require(Role.VIEWER, "look");
        Cache<?, ?> found = find(cache);
        return entryPages.of(found, Entries.keyOf(found, tenant, values), masked(caller));
    }

    /** Why values are not to be seen; empty if they may be. */
    private String masked(Caller caller) {
        if (!settings.values()) {
            return "Values are not shown, since freshet.console.values is false";
        }
        return caller.role().includes(Role.ADMIN) ? "" : "Only administrators see values";
    }

    private Cache<?, ?> find(String name) {
        return find(instance.freshet(), name);
    }

    static Cache<?, ?> find(Freshet freshet, String name) {
        Cache<?, ?> cache = freshet.cache(name);
        if (cache == null) {
            throw new UnknownException("There is no cache '" + name + "'; there are "
                    + freshet.caches().stream().map(Cache::name).sorted().toList());
        }
        return cache;
    }

    /** The invalidations of which this instance has heard after a number; all that it knows of if that is of a run before. */
    public InvalidationsView invalidations(Caller caller, long after) {
        caller.require(Role.VIEWER, "look");
        long known = instance.chronicle().known(after);
        return new InvalidationsView(
                instance.chronicle().last(),
                instance.chronicle().run(),
                instance.chronicle().hasForgotten(known),
                instance.freshet().status().instance(),
                invalidations.after(known));
    }

    /** Names what has happened up to a number, in this run of the instance. */
    public String idOf(long number) {
        return instance.chronicle().run() + "-" + number;
    }

    /** The number in such a name; 0 if it is of another run, or nothing of the kind. */
    public long numberIn(String id) {
        return instance.chronicle().numberIn(id);
    }

    /**
     * The latest invalidations of an instance, which is asked if it is another.
     *
     * @throws UnknownException if it does not answer
     */
    public InvalidationsView invalidationsOf(Caller caller, String name) {
        caller.require(Role.VIEWER, "look");
        return isHere(name)
                ? latest(ASKED_INVALIDATIONS)
                : learned(name, Question.Kind.INVALIDATIONS, InvalidationsView.class);
    }

    private InvalidationsView latest(int most) {
        List<InvalidationView> all = invalidations.after(0);
        return new InvalidationsView(
                instance.chronicle().last(),
                instance.chronicle().run(),
                all.size() > most,
                instance.freshet().status().instance(),
                all.stream().limit(most).toList());
    }

    private boolean isHere(String name) {
        return name.isEmpty() || name.equals(instance.freshet().status().instance());
    }

    private <T> T learned(String other, Question.Kind kind, Class<T> type) {
        Learned<T> learned = fleets.ask(other, new Question(kind, Map.of()), type);
        T value = learned.value();
        if (value == null) {
            throw new UnknownException("What " + other + " knows is unknown, because " + learned.unknown());
        }
        return value;
    }

    /** What depends on what. */
    public GraphView graph(Caller caller) {
        caller.require(Role.VIEWER, "look");
        writers.learn(invalidations.after(0));
        return graphs.now();
    }

    /** Whether answers are true. */
    public ConsistencyView consistency(Caller caller) {
        caller.require(Role.VIEWER, "look");
        return consistencies.now();
    }

    /**
     * The keys that an instance reads most; another is asked.
     *
     * @param name the instance; empty for this one
     * @throws UnknownException if it does not answer
     */
    public HotKeysView hotKeys(Caller caller, String name) {
        caller.require(Role.VIEWER, "look");
        return isHere(name) ? hotKeys() : learned(name, Question.Kind.HOT_KEYS, HotKeysView.class);
    }

    private HotKeysView hotKeys() {
        List<HotKeyView> keys = instance.freshet().hotKeys().top(HOT_KEYS).stream()
                .map(key -> new HotKeyView(
                        key.cache(),
                        key.key(),
                        key.tenant(),
                        key.readsPerSecond(),
                        key.excessPerSecond(),
                        key.share(),
                        key.isHot()))
                .toList();
        return new HotKeysView(
                instance.freshet().status().instance(),
                keys,
                keys.isEmpty()
                        ? "No key was read often enough to tell, or freshet.hot-keys.tracked is 0 and none is counted"
                        : null);
    }

    /** What an audit of the application's classes has found. Reads a file. */
    public AuditView audit(Caller caller) {
        caller.require(Role.VIEWER, "look");
        return audits.now();
    }

    /** What was done, and what whoever asks may do. */
    public ActionsView actions(Caller caller) {
        caller.require(Role.VIEWER, "look");
        return actions.all(caller);
    }

    /** What an action would do. Changes nothing. */
    public ActionPreview preview(Caller caller, ActionRequest request) {
        return actions.preview(caller, request);
    }

    /** Does something, on every instance; what it is done to must have been typed to confirm it. Blocks until it is effective. */
    public ActionView act(Caller caller, ActionRequest request) {
        return actions.act(caller, request);
    }

    @Override
    public void close() {
        pulse.shutdownNow();
        peers.close();
        fleets.leave(overviews.now(), actions.here());
    }
}
