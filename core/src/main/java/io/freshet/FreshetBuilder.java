package io.freshet;

import io.freshet.control.Scope;
import io.freshet.event.CacheListener;
import io.freshet.event.Tracer;
import io.freshet.freshness.Ticker;
import io.freshet.hot.HotKeys;
import io.freshet.invalidate.Acknowledge;
import io.freshet.invalidate.ChangeScope;
import io.freshet.key.TenantResolver;
import io.freshet.load.LoadObserver;
import io.freshet.read.CachePolicy;
import io.freshet.read.Replica;
import io.freshet.read.Surroundings;
import io.freshet.relay.Outbox;
import io.freshet.remote.CodecFactory;
import io.freshet.remote.InProcessRemote;
import io.freshet.remote.Remote;
import io.freshet.resolve.TableNames;
import io.freshet.tag.Relation;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Sets up an instance. Mutable and not thread-safe; what it builds is thread-safe. Settings are checked as a whole by {@link #build}. */
public final class FreshetBuilder {

    private static final Duration LEAST_BOUND = Duration.ofMillis(250);
    private static final Duration LONGEST_INTERVAL = Duration.ofMillis(50);
    private static final int INTERVALS_IN_A_BOUND = 10;

    String instance = UUID.randomUUID().toString().substring(0, 8);
    Remote remote = new InProcessRemote().connect();
    Outbox outbox = Outbox.none();

    @Nullable
    CodecFactory codecs;

    Duration bound = Duration.ofSeconds(1);

    @Nullable
    Duration interval;

    Duration remoteTimeout = Duration.ofMillis(250);
    Acknowledge acknowledge = Acknowledge.FLEET;
    Surroundings surroundings = Surroundings.none();
    ChangeScope changeScope = ChangeScope.none();
    TenantResolver tenants = TenantResolver.none();
    CachePolicy defaults = CachePolicy.of(Duration.ofMinutes(5));
    boolean relays = true;
    boolean direct = true;
    Replica replica = Replica.none();
    LoadObserver observer = LoadObserver.none();
    CacheCapture capture = CacheCapture.none();
    final List<Relation> relations = new ArrayList<>();
    Function<Class<?>, Set<String>> entityTables =
            entity -> Set.of(TableNames.none().tableOf(entity));

    @Nullable
    Executor loadExecutor;

    double shadowShare;
    double shadowRate = 1;
    int hotKeys = HotKeys.DEFAULT_TRACKED;
    Set<Scope> switchedOff = Set.of();
    Ticker ticker = Ticker.system();
    Clock clock = Clock.systemUTC();
    Tracer tracer = Tracer.none();
    final List<CacheListener> listeners = new ArrayList<>();

    FreshetBuilder() {}

    /** The name under which others know this instance; unique in the fleet. By default random. */
    public FreshetBuilder instance(String name) {
        instance = name;
        return this;
    }

    /** The shared tier, which the instance then owns and closes. By default one inside this process. */
    public FreshetBuilder remote(Remote sharedTier) {
        remote = sharedTier;
        return this;
    }

    /** Where committed changes wait, which the instance then owns and closes. By default nowhere. */
    public FreshetBuilder outbox(Outbox changes) {
        outbox = changes;
        return this;
    }

    /** What turns values into bytes; needed for L2. */
    public FreshetBuilder codecs(CodecFactory factory) {
        codecs = factory;
        return this;
    }

    /** How old a stale answer may be at the most, whatever breaks. By default 1 s; at least 250 ms. The same on all instances. */
    public FreshetBuilder bound(Duration stalenessBound) {
        bound = stalenessBound;
        return this;
    }

    /** How often the shared tier is polled and changes are relayed. By default a tenth of the bound, and 50 ms at the most. */
    public FreshetBuilder interval(Duration between) {
        interval = between;
        return this;
    }

    /** How long a read waits for the shared tier before it goes to its loader. By default 250 ms. */
    public FreshetBuilder remoteTimeout(Duration atMost) {
        remoteTimeout = atMost;
        return this;
    }

    /** What a writer waits for. By default {@link Acknowledge#FLEET}. */
    public FreshetBuilder acknowledge(Acknowledge policy) {
        acknowledge = policy;
        return this;
    }

    /** What reads take place in. By default no transactions. */
    public FreshetBuilder surroundings(Surroundings transactions) {
        surroundings = transactions;
        return this;
    }

    /** How a change made by hand joins a transaction. By default there are none. */
    public FreshetBuilder changeScope(ChangeScope transactions) {
        changeScope = transactions;
        return this;
    }

    /** Whose data the calling thread works on. By default there are no tenants. */
    public FreshetBuilder tenants(TenantResolver resolver) {
        tenants = resolver;
        return this;
    }

    /** The policy of caches that say nothing else. By default 5 minutes. */
    public FreshetBuilder defaults(CachePolicy policy) {
        defaults = policy;
        return this;
    }

    /** Whether this instance may act as the relay; at least one in the fleet must. By default it may. */
    public FreshetBuilder relays(boolean may) {
        relays = may;
        return this;
    }

    /**
     * Whether this instance asks the outbox by itself while the shared tier does not answer, so that L1 goes on being served. By default it
     * does, if there is an outbox. With {@link Acknowledge#FLEET} a write then takes up to a fifth of the bound during an outage.
     */
    public FreshetBuilder direct(boolean may) {
        direct = may;
        return this;
    }

    /** A copy of the database that loads of caches which allow it may read. By default there is none. */
    public FreshetBuilder replica(Replica copy) {
        replica = copy;
        return this;
    }

    /** What watches the statements of loaders, which become what their results depend on. By default nothing does. */
    public FreshetBuilder observer(LoadObserver watch) {
        observer = watch;
        return this;
    }

    /** What makes sure that writes to what a new cache depends on are noticed. By default whoever declares it does. */
    public FreshetBuilder capture(CacheCapture captures) {
        capture = captures;
        return this;
    }

    /** When a table changes, so does something else. {@link Freshet#requireRelations} checks them all when the caches are declared. */
    public FreshetBuilder relation(Relation relation) {
        relations.add(relation);
        return this;
    }

    /** Tells the tables of entities that relations name. By default none are known. */
    public FreshetBuilder entityTables(Function<Class<?>, Set<String>> tablesOf) {
        entityTables = tablesOf;
        return this;
    }

    /**
     * Compares what is served with its source, in the background. By default nothing.
     *
     * @param share of the hits, from 0 to 1
     * @param mostPerSecond how many loads that may cause
     */
    public FreshetBuilder shadowReads(double share, double mostPerSecond) {
        shadowShare = share;
        shadowRate = mostPerSecond;
        return this;
    }

    /**
     * For how many keys it is counted how often they are read, so that the hot ones are refreshed before they expire, and {@link
     * Freshet#hotKeys} can list them. By default 128.
     *
     * @param tracked at least 100, so that what makes up a hundredth of all reads is counted; or 0 to count nothing
     */
    public FreshetBuilder hotKeys(int tracked) {
        hotKeys = tracked;
        return this;
    }

    /**
     * Switches caching off on this instance, whatever anybody sets at run time: reads go to their loaders, nothing is stored, invalidations go on. By
     * default nothing is switched off.
     */
    public FreshetBuilder switchedOff(Scope... scopes) {
        switchedOff = Set.of(scopes);
        return this;
    }

    /**
     * Where loads run that their callers do not wait for; the application's own, which it closes. By default 32 daemon threads at the most, made when
     * needed. They may wait for the shared tier and for each other's loads, so a pool of one thread for each processor is too small.
     */
    public FreshetBuilder loadExecutor(Executor executor) {
        loadExecutor = executor;
        return this;
    }

    /**
     * By which clocks it goes; for tests that move time on. By default the machine's.
     *
     * @param durations what leases and times to live are measured with; must never go back
     * @param dates what entries are dated by in the shared tier, which must move with the other
     */
    public FreshetBuilder time(Ticker durations, Clock dates) {
        ticker = durations;
        clock = dates;
        return this;
    }

    /** Hears what happens. */
    public FreshetBuilder listener(CacheListener listener) {
        listeners.add(listener);
        return this;
    }

    /** Stands around loads and invalidations, also on other threads. */
    public FreshetBuilder tracer(Tracer observer) {
        tracer = observer;
        return this;
    }

    /**
     * The instance, started: it polls and relays in threads of its own. Does not wait for the shared tier; without one, asks the outbox once.
     *
     * @throws IllegalArgumentException with every mistake in one message
     */
    public Freshet build() {
        List<String> mistakes = new ArrayList<>();
        require(
                bound.compareTo(LEAST_BOUND) >= 0,
                "bound is " + bound + ", but must be at least " + LEAST_BOUND,
                mistakes);
        Duration between = interval();
        require(
                !between.isNegative()
                        && !between.isZero()
                        && between.multipliedBy(5).compareTo(bound) <= 0,
                "interval is " + between + ", but must be positive and at most a fifth of the bound, " + bound,
                mistakes);
        require(!instance.isBlank(), "instance is blank, but must be a name unique in the fleet", mistakes);
        require(
                codecs != null || remote.isInProcess(),
                "a shared tier is set, but no codecs: set codecs(...), for example those of freshet-redis",
                mistakes);
        require(
                shadowShare >= 0 && shadowShare <= 1 && shadowRate > 0,
                "shadow reads are a share of " + shadowShare + " and " + shadowRate
                        + " a second, but must be a share from 0 to 1 and a positive rate",
                mistakes);
        require(
                hotKeys == 0 || hotKeys >= HotKeys.LEAST_TRACKED,
                "hot keys tracked are " + hotKeys + ", but must be 0 for none, or at least " + HotKeys.LEAST_TRACKED,
                mistakes);
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("Freshet cannot start: " + String.join("; ", mistakes));
        }
        return new Freshet(this);
    }

    Duration interval() {
        if (interval != null) {
            return interval;
        }
        Duration share = bound.dividedBy(INTERVALS_IN_A_BOUND);
        return share.compareTo(LONGEST_INTERVAL) < 0 ? share : LONGEST_INTERVAL;
    }

    private static void require(boolean holds, String mistake, List<String> mistakes) {
        if (!holds) {
            mistakes.add(mistake);
        }
    }
}
