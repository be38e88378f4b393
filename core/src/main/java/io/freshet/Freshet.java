package io.freshet;

import io.freshet.change.ChangeSet;
import io.freshet.change.ChangeSink;
import io.freshet.check.Check;
import io.freshet.control.Switches;
import io.freshet.event.CacheEvents;
import io.freshet.freshness.Freshness;
import io.freshet.freshness.LagMeter;
import io.freshet.freshness.LeaseKeeper;
import io.freshet.freshness.SessionToken;
import io.freshet.hot.HotKeys;
import io.freshet.invalidate.InvalidationMeter;
import io.freshet.invalidate.Invalidations;
import io.freshet.invalidate.Silence;
import io.freshet.key.KeyPattern;
import io.freshet.key.KeyTemplate;
import io.freshet.key.TenantResolver;
import io.freshet.load.AsyncThreads;
import io.freshet.load.LoadObserver;
import io.freshet.load.LoadThreads;
import io.freshet.load.RelatedReads;
import io.freshet.load.TracedThreads;
import io.freshet.read.AsyncReads;
import io.freshet.read.Bypass;
import io.freshet.read.CachePolicy;
import io.freshet.read.Computation;
import io.freshet.read.FleetFlight;
import io.freshet.read.Outage;
import io.freshet.read.ReadContext;
import io.freshet.read.ReadPath;
import io.freshet.read.ShadowReads;
import io.freshet.relay.DirectReader;
import io.freshet.relay.Relay;
import io.freshet.relay.RelayKeeper;
import io.freshet.remote.Codec;
import io.freshet.remote.Partitions;
import io.freshet.remote.Questions;
import io.freshet.remote.Roster;
import io.freshet.resolve.DeclarationException;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.KeyTags;
import io.freshet.tag.LiveShapes;
import io.freshet.tag.Relations;
import io.freshet.tag.TableDependency;
import io.freshet.tag.Tags;
import io.freshet.warm.Warmer;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * One instance of the cache: its caches, the way of reads and the way of writes. Thread-safe. Close it to end its threads.
 *
 * <pre>{@code
 * Freshet freshet = Freshet.builder().remote(redis).codecs(json).outbox(postgres).build();
 * Cache<Integer, Service> services =
 *         freshet.cache("catalog:service:{id}", Integer.class, Service.class).dependsOnTables("service").build();
 * Service service = services.get(5, repository::load);
 * }</pre>
 */
public final class Freshet implements AutoCloseable {

    private static final Duration SESSION_PATIENCE = Duration.ofMillis(100);

    private final FreshetBuilder settings;
    private final TenantResolver tenants;
    private final CacheEvents events;
    private final LiveShapes shapes = new LiveShapes();
    private final Relations relations;
    private final Freshness freshness;
    private final LeaseKeeper leases;
    private final Invalidations invalidations;
    private final RelayKeeper relay;
    private final DirectReader direct;
    private final ShadowReads shadow;
    private final FleetFlight fleet;
    private final LoadThreads threads = LoadThreads.pooled();
    private final Warmer warmer;
    private final AsyncThreads asyncThreads = new AsyncThreads();
    private final HotKeys hotKeys;
    private final ReadContext reading;
    private final Controls controls;
    private final ConcurrentMap<String, Cache<?, ?>> caches = new ConcurrentHashMap<>();

    Freshet(FreshetBuilder builder) {
        settings = builder;
        events = new CacheEvents(builder.tracer);
        tenants = builder.tenants;
        relations = new Relations(builder.relations, builder.entityTables);
        builder.listeners.forEach(events::add);
        Partitions partitions = builder.remote.partitions();
        freshness = new Freshness(partitions.count(), builder.bound, builder.ticker);
        leases = new LeaseKeeper(builder.instance, partitions, freshness, builder.interval(), builder.ticker, events);
        invalidations = new Invalidations(
                partitions,
                freshness,
                leases,
                builder.acknowledge,
                new Silence(builder.outbox::cycles, builder.ticker),
                DirectReader.lease(builder.bound),
                builder.outbox::keep,
                builder.ticker,
                events);
        relay = new RelayKeeper(
                new Relay(partitions, builder.outbox, freshness::lineage, builder.ticker, events),
                builder.outbox,
                partitions.count(),
                freshness::counter,
                builder.interval(),
                events);
        direct = new DirectReader(builder.outbox, freshness, builder.ticker, events);
        shadow = new ShadowReads(builder.shadowShare, builder.shadowRate, builder.bound, builder.ticker, events);
        warmer = new Warmer(builder.remote, builder.instance, freshness::hasLease, builder.ticker);
        fleet = new FleetFlight(builder.remote.flights(), builder.instance, builder.remoteTimeout, leases::others);
        hotKeys = new HotKeys(builder.hotKeys, builder.ticker);
        Switches switches = new Switches(builder.switchedOff);
        reading = new ReadContext(
                freshness,
                builder.remote,
                builder.remoteTimeout,
                builder.surroundings,
                builder.ticker,
                builder.clock,
                events,
                observer(builder),
                new Outage(events),
                fleet,
                builder.replica,
                shadow,
                shapes,
                hotKeys,
                switches,
                TracedThreads.of(threads, events.tracer()),
                () -> ThreadLocalRandom.current().nextDouble());
        controls = new Controls(
                builder.remote.controls(),
                builder.remoteTimeout,
                switches,
                this::caches,
                shadow,
                builder.shadowShare,
                builder.shadowRate,
                events,
                builder.clock);
        controls.start();
        leases.start();
        if (builder.relays) {
            if (builder.remote.isInProcess()) {
                relay.certifyNow();
            }
            relay.start();
        }
        if (builder.direct && builder.outbox.keepsChanges()) {
            direct.start();
        }
    }

    private LoadObserver observer(FreshetBuilder builder) {
        return relations.isEmpty() || builder.observer == LoadObserver.none()
                ? builder.observer
                : new RelatedReads(builder.observer, relations);
    }

    /** Sets up an instance. */
    public static FreshetBuilder builder() {
        return new FreshetBuilder();
    }

    /**
     * Declares a cache.
     *
     * @param template the form of its keys
     * @param key what identifies an entry: the one value of the template, if it has one
     * @param value what it holds
     */
    public <K, V> CacheBuilder<K, V> cache(String template, Class<K> key, Class<V> value) {
        return cache(KeyTemplate.parse(template), value);
    }

    /** Declares a cache of a type with type arguments. */
    public <K, V> CacheBuilder<K, V> cache(KeyTemplate template, Type value) {
        return new CacheBuilder<>(this, template, value, defaultPolicy());
    }

    private CachePolicy defaultPolicy() {
        return tenants == TenantResolver.none() ? settings.defaults.withShared(true) : settings.defaults;
    }

    <K, V> Cache<K, V> register(CacheBuilder<K, V> builder) {
        Codec<Object> codec = builder.codec(settings.codecs);
        if (codec == NoCodec.INSTANCE) {
            builder.policy(policy -> policy.withRemote(false));
        }
        String name = builder.template().name();
        builder.requirePossible(settings.codecs != null);
        List<Dependency> related = relations.sourcesOf(builder.template(), builder.dependencies()).stream()
                .<Dependency>map(TableDependency::new)
                .toList();
        ReadPath reads = new ReadPath(name, builder.policy(), builder.dependencies(), related, codec, reading);
        reads.hold();
        Cache<K, V> cache =
                new Cache<>(builder.dependsOn(related), reads, new AsyncReads(reads, loads()), tenants, this);
        Cache<?, ?> other = caches.putIfAbsent(name, cache);
        if (other != null) {
            throw new IllegalStateException("Two caches have the name '" + name + "': the key templates '"
                    + other.template() + "' and '" + builder.template() + "'; give one another literal segment");
        }
        controls.declared(cache);
        settings.capture.declared(cache, cache::open);
        return cache;
    }

    private Executor loads() {
        Executor executor = settings.loadExecutor == null ? asyncThreads : settings.loadExecutor;
        return TracedThreads.of(executor, events.tracer());
    }

    /** The rows that writers are known to tell: entries that depend on others depend on the whole table. */
    public LiveShapes shapes() {
        return shapes;
    }

    /** The tables that relations name; writes to them must be noticed. */
    public Set<String> relatedTables() {
        return relations.tables();
    }

    /**
     * Checks the relations, when all caches are declared.
     *
     * @throws DeclarationException with every pattern that matches no cache, or only some entries of one
     */
    public void requireRelations() {
        List<String> mistakes = relations.mistakes(templates());
        if (!mistakes.isEmpty()) {
            throw new DeclarationException(String.join("; ", mistakes));
        }
    }

    /** All caches. */
    public Collection<Cache<?, ?>> caches() {
        return List.copyOf(caches.values());
    }

    /** The cache with this name. */
    public @Nullable Cache<?, ?> cache(String name) {
        return caches.get(name);
    }

    /**
     * Invalidates all keys that the pattern matches, of the present tenant, or of all if there is none: in the present transaction if
     * there is one, else at once.
     *
     * @param values of the names in braces
     * @throws io.freshet.key.KeyTemplateException if the pattern matches no cache, or a name has no value
     */
    public void invalidate(String pattern, Map<String, ?> values) {
        invalidate(KeyPattern.parse(pattern), tenants.currentTenant(), values);
    }

    /** The same for a pattern that has been read, of a given tenant; empty for all. */
    public void invalidate(KeyPattern pattern, String tenant, Map<String, ?> values) {
        pattern.requireValues(values);
        Set<String> names = new LinkedHashSet<>();
        for (KeyPattern.Match match : pattern.match(templates())) {
            names.add(tagOf(match, tenant, values));
        }
        raise(names, "pattern " + pattern);
    }

    private String tagOf(KeyPattern.Match match, String tenant, Map<String, ?> values) {
        Cache<?, ?> cache = caches.get(match.template().name());
        boolean shared = cache != null && cache.policy().shared();
        return tenant.isEmpty() && !shared
                ? Tags.cache(match.template().name())
                : KeyTags.raisedBy(match, shared ? "" : tenant, values);
    }

    /** Checks that the pattern matches a cache. */
    public void requireMatch(KeyPattern pattern) {
        pattern.match(templates());
    }

    private List<KeyTemplate> templates() {
        return caches.values().stream().<KeyTemplate>map(Cache::template).toList();
    }

    /** Invalidates what carries the free tag, of the present tenant, or of all if there is none. */
    public void invalidateTag(String tag) {
        invalidate(new FreeDependency(tag), tenants.currentTenant());
    }

    /** Invalidates what depends on the table, of the present tenant, or of all if there is none. */
    public void invalidateTable(String table) {
        invalidate(new TableDependency(table), tenants.currentTenant());
    }

    /** Invalidates what depends on this, of a given tenant; empty for all. */
    public void invalidate(Dependency dependency, String tenant) {
        raise(dependency.raisedBy(tenant), dependency.toString());
    }

    /** Invalidates everything of a tenant: one bump, however many entries it has. */
    public void invalidateTenant(String tenant) {
        invalidateTenant(tenant, "tenant " + tenant);
    }

    /** The same, with a cause for those who ask later. */
    public void invalidateTenant(String tenant, String cause) {
        raise(Set.of(Tags.tenant(tenant)), cause);
    }

    /** Invalidates everything. */
    public void invalidateAll() {
        invalidateAll("everything");
    }

    /** The same, with a cause for those who ask later. */
    public void invalidateAll(String cause) {
        raise(Set.of(Tags.ALL), cause);
    }

    void raise(Collection<String> names, String cause) {
        if (!settings.changeScope.join(names)) {
            invalidations.made(ChangeSet.of(names, cause));
        }
    }

    /**
     * Makes it known that something is put; answers the number of that by partition, empty if it becomes effective later: with the commit of the
     * present transaction, or when the shared tier answers again.
     */
    Map<Integer, Long> raisePut(String name, String cause) {
        if (settings.changeScope.join(List.of(name))) {
            return Map.of();
        }
        Map<Integer, Long> numbers = new HashMap<>();
        invalidations.raise(ChangeSet.of(List.of(name), cause)).forEach((p, bumped) -> numbers.put(p, bumped.seq()));
        SessionToken seen = freshness.token();
        boolean isKnown = freshness.knows(seen) || (seen.isSettled() && leases.awaitKnown(seen, SESSION_PATIENCE));
        return isKnown ? numbers : Map.of();
    }

    /**
     * Begins the computation of a value that is to be put into a cache afterwards: what is put is then no staler than what a cache loads by itself.
     * To be closed by the same thread when the value is there.
     */
    public Computation compute() {
        return Computation.begin(reading);
    }

    /** Where capture hands over what transactions wrote. */
    public ChangeSink changes() {
        return invalidations;
    }

    /** Whose data the calling thread works on. */
    public TenantResolver tenants() {
        return tenants;
    }

    /** The running totals of invalidations. */
    public InvalidationMeter invalidations() {
        return invalidations.meter();
    }

    /** How long after their commits changes become known on this instance. */
    public LagMeter lags() {
        return leases.lags();
    }

    /** What comparing answers with their sources has found. */
    public ShadowReads shadowReads() {
        return shadow;
    }

    /**
     * What the session that this instance serves has seen by now, to be given to {@link #session} with its next request: it then reads its
     * own writes, and never anything older than before, on every instance.
     */
    public SessionToken token() {
        return freshness.token();
    }

    /**
     * Until it is closed, what the calling thread reads is no older than what the session has seen. Blocks for a tenth of a second at the
     * most until this instance knows as much; if it does not by then, the thread's reads go past every cache. To be closed by the same thread.
     */
    public Session session(SessionToken seen) {
        return freshness.knows(seen) || (seen.isSettled() && leases.awaitKnown(seen, SESSION_PATIENCE))
                ? Session.TRUSTING
                : new Session(Bypass.open());
    }

    /** Switches what is cached off and on, and changes settings, on all instances at once. */
    public Controls controls() {
        return controls;
    }

    /** What the instances of the fleet tell of themselves. */
    public Roster roster() {
        return settings.remote.roster();
    }

    /** What the instances of the fleet ask each other. */
    public Questions questions() {
        return settings.remote.questions();
    }

    /** How many other instances may hold a lease; negative if that is not known at present. */
    public int others() {
        return leases.others();
    }

    /** Tells listeners what happens. */
    public CacheEvents events() {
        return events;
    }

    /** What fills caches before anybody asks. */
    public Warmer warmer() {
        return warmer;
    }

    /** The keys that this instance reads most, over all caches. */
    public HotKeys hotKeys() {
        return hotKeys;
    }

    /** What can be looked at in the servers of the shared tier; to be run by a {@link io.freshet.check.Checkup}. */
    public List<Check> checks() {
        return settings.remote.checks();
    }

    /** How it stands. */
    public FreshetStatus status() {
        InvalidationMeter meter = invalidations.meter();
        return new FreshetStatus(
                settings.instance,
                settings.remote.description(),
                settings.outbox.description(),
                freshness.hasLease(),
                freshness.leaseLeft(),
                freshness.bound(),
                freshness.behind(),
                !leases.isUnreachable(),
                freshness.isDirect(),
                lineage(),
                counter(),
                relay.isActive(),
                freshness.knownTags(),
                meter.madeCount(),
                meter.delayedCount(),
                invalidations.waiting(),
                meter.last(),
                controls.switchedOff());
    }

    private long lineage() {
        return IntStream.range(0, freshness.partitions())
                .mapToLong(freshness::lineage)
                .max()
                .orElse(0);
    }

    private long counter() {
        return IntStream.range(0, freshness.partitions())
                .mapToLong(freshness::counter)
                .min()
                .orElse(-1);
    }

    /** Ends its threads, and closes the shared tier and the outbox. Idempotent. */
    @Override
    public void close() {
        controls.close();
        direct.close();
        relay.close();
        shadow.close();
        warmer.close();
        asyncThreads.close();
        threads.close();
        fleet.close();
        leases.close();
        invalidations.close();
        settings.remote.close();
    }

    /** The reads of one thread for one session. */
    public static final class Session implements AutoCloseable {

        private static final Session TRUSTING = new Session(null);

        private final @Nullable Bypass bypass;

        private Session(@Nullable Bypass bypass) {
            this.bypass = bypass;
        }

        /** Whether its reads may be served from the cache. */
        public boolean isTrusting() {
            return bypass == null;
        }

        @Override
        public void close() {
            if (bypass != null) {
                bypass.close();
            }
        }
    }
}
