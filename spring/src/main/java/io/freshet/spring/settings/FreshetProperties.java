package io.freshet.spring.settings;

import io.freshet.annotation.Observe;
import io.freshet.invalidate.Acknowledge;
import io.freshet.read.Consistency;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that can be said under {@code freshet}.
 *
 * @param enabled whether anything is cached at all
 * @param mode whether it caches, watches the caches that are there, or leaves them alone
 * @param observe what watching may cost
 * @param bound how old a stale answer may be at the most, whatever breaks; the same on all instances
 * @param interval how often the shared tier is polled and changes are relayed; by default a tenth of the bound, 50 ms at the most
 * @param remoteTimeout how long a read waits for the shared tier before it goes to its loader
 * @param acknowledge what a writer waits for after its commit
 * @param direct whether an instance that the shared tier does not answer asks the outbox itself, so that L1 goes on being served
 * @param partitions into how many parts the sequence of invalidations is divided; the same on all instances; by default 16 in a Redis
 *     Cluster, else 1
 * @param instance the name under which others know this instance, unique in the fleet; by default random
 * @param capture how writes are noticed
 * @param captureCheck how long after a look whether triggers still tell every write the next one is; 0 for never
 * @param log who reads the database's log, where writes are noticed by it
 * @param tenantColumn the column that names a row's tenant, in tables that have it
 * @param defaults what holds for caches that say nothing else
 * @param caches what holds for a cache, by its name; of the name only letters and digits count
 * @param springCache what holds for Spring's own caches
 * @param kryo what the codec {@code kryo} may make
 * @param redis how keys lie in Redis
 * @param web what responses say of the cache
 * @param session whether clients carry along what they have seen
 * @param shadowReads how much of what is served is compared with its source
 * @param hotKeys which keys are counted as read most
 * @param switchedOff what is not cached on this instance, whatever is set at run time
 * @param warmAtStart whether jobs that warm begin when the application is ready
 * @param observations what is told of loads and invalidations to a registry of observations
 * @param warm which jobs warm, and how they tell how far they have come
 * @param witness what is recorded of reads and writes; needs the module {@code freshet-witness}
 * @param console the pages that show all of this; need the module {@code freshet-console}
 */
@ConfigurationProperties("freshet")
public record FreshetProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("on") Mode mode,
        @DefaultValue Observing observe,
        @DefaultValue("1s") Duration bound,
        @Nullable Duration interval,
        @DefaultValue("250ms") Duration remoteTimeout,
        @DefaultValue("fleet") Acknowledge acknowledge,
        @DefaultValue("true") boolean direct,
        @Nullable Integer partitions,
        @Nullable String instance,
        @DefaultValue("auto") CaptureMode capture,
        @DefaultValue("10s") Duration captureCheck,
        @DefaultValue Log log,
        @DefaultValue("tenant_id") String tenantColumn,
        @DefaultValue Defaults defaults,
        @DefaultValue Map<String, CacheProperties> caches,
        @DefaultValue SpringCache springCache,
        @DefaultValue Kryo kryo,
        @DefaultValue Redis redis,
        @DefaultValue Web web,
        @DefaultValue Session session,
        @DefaultValue ShadowReads shadowReads,
        @DefaultValue HotKeys hotKeys,
        @DefaultValue SwitchedOff switchedOff,
        @DefaultValue("true") boolean warmAtStart,
        @DefaultValue Observations observations,
        @DefaultValue Warm warm,
        @DefaultValue Witness witness,
        @DefaultValue Console console) {

    private static final Duration LONGEST_INTERVAL = Duration.ofMillis(50);
    private static final int INTERVALS_IN_A_BOUND = 10;

    /** The interval that is meant: an instance hears of what was certified several times within a bound, however short that is. */
    public Duration pollInterval() {
        if (interval != null) {
            return interval;
        }
        Duration share = bound.dividedBy(INTERVALS_IN_A_BOUND);
        return share.compareTo(LONGEST_INTERVAL) < 0 ? share : LONGEST_INTERVAL;
    }

    /**
     * What watching the application's own caches may cost.
     *
     * @param share of the hits that are compared with what their method answers, from 0 to 1; at 0 no method is ever called for that
     * @param rate how many comparisons a second are begun at the most, each of which calls a method up to three times
     * @param grace how long after a commit an eviction may come, and how long a difference must last
     * @param entries of how many entries is known what they were loaded from
     */
    public record Observing(
            @DefaultValue("0.01") double share,
            @DefaultValue("5") double rate,
            @DefaultValue("1s") Duration grace,
            @DefaultValue("10000") int entries) {}

    /**
     * Who reads the database's log; by default the application's own role.
     *
     * @param url the JDBC URL of the primary; by default that of the data source
     * @param username a role with REPLICATION; by default that of the data source
     * @param password its password; by default that of the data source
     */
    public record Log(
            @Nullable String url,
            @Nullable String username,
            @Nullable String password) {

        @Override
        public String toString() {
            return "Log[url=" + url + ", username=" + username + "]";
        }
    }

    /**
     * What holds for caches that say nothing else.
     *
     * @param ttl how long an entry may be served at the most; there is no default
     * @param staleOnError for how long after that an entry that nothing invalidated may be served if the loader fails
     * @param localMaximum how many entries of a cache are kept in process; 0 for none
     * @param concurrentLoads how many loads of a cache may run at once on one instance
     * @param consistency whether reads trust what their instance knows, or ask the shared tier each time
     * @param oneLoadInFleet whether instances wait for each other's loads of a key
     * @param fromReplica whether loads may read a replica of the database, where there is a bean of type {@code Replica}
     * @param observe whether what loads read becomes what their results depend on
     * @param jitter by which share of the time to live an entry may expire earlier, at random
     * @param softTtl from which age on an entry is refreshed in the background when it is read; 0 for never
     * @param earlyRefresh how eagerly reads refresh entries that are about to expire, 1 being the usual; 0 for never
     * @param nullTtl how long a null may be served at the most; 0 keeps no nulls; by default as any value
     * @param retryPause for how long no load is tried after one has failed, where there is something to serve
     * @param softTimeout after which time of a load an expired entry answers, if there is one; 0 for never
     * @param hardTimeout after which time of a load its read fails; 0 for never
     * @param localMaximumSize how much the values in process weigh together, in place of how many they are; 0 for a bound by number
     * @param localMaximumOfTenant how many of the entries in process may be one tenant's; 0 for any number
     * @param concurrentLoadsOfTenant how many of the loads at once may be one tenant's; 0 for any number
     * @param largestLocalValue how large a value may be to be kept in process; 0 for any size
     * @param largestValue how large a value may be to be kept at all; 0 for any size
     * @param codec what turns values into bytes for the shared tier; by default the bean of type {@code CodecFactory}, else JSON
     * @param compressAbove encoded values that are larger are compressed; by default none are
     * @param maxValueSize how large an encoded value may be to be stored in the shared tier
     */
    public record Defaults(
            @Nullable Duration ttl,
            @DefaultValue("0s") Duration staleOnError,
            @DefaultValue("10000") long localMaximum,
            @DefaultValue("16") int concurrentLoads,
            @DefaultValue("bounded") Consistency consistency,
            @DefaultValue("true") boolean oneLoadInFleet,
            @DefaultValue("false") boolean fromReplica,
            @DefaultValue("auto") Observe observe,
            @DefaultValue("0") double jitter,
            @DefaultValue("0s") Duration softTtl,
            @DefaultValue("0") double earlyRefresh,
            @Nullable Duration nullTtl,
            @DefaultValue("1s") Duration retryPause,
            @DefaultValue("0s") Duration softTimeout,
            @DefaultValue("0s") Duration hardTimeout,
            @DefaultValue("0B") DataSize localMaximumSize,
            @DefaultValue("0") long localMaximumOfTenant,
            @DefaultValue("0") int concurrentLoadsOfTenant,
            @DefaultValue("0B") DataSize largestLocalValue,
            @DefaultValue("0B") DataSize largestValue,
            @Nullable String codec,
            @Nullable DataSize compressAbove,
            @DefaultValue("10MB") DataSize maxValueSize) {}

    /**
     * What the codec {@code kryo} may make.
     *
     * @param classes names of classes besides those that declared types are made of
     */
    public record Kryo(@DefaultValue List<String> classes) {}

    /**
     * What holds for one cache; what is left out is as its annotation or the defaults say.
     *
     * @param ttl how long an entry may be served at the most
     * @param staleOnError for how long after that an entry that nothing invalidated may be served if the loader fails
     * @param localMaximum how many entries are kept in process; 0 for none
     * @param remote whether entries are kept in the shared tier
     * @param shared whether all tenants share the entries
     * @param concurrentLoads how many loads may run at once on one instance
     * @param consistency whether reads trust what their instance knows, or ask the shared tier each time
     * @param oneLoadInFleet whether instances wait for each other's loads of a key
     * @param fromReplica whether loads may read a replica of the database
     * @param observe whether what loads read becomes what their results depend on
     * @param jitter by which share of the time to live an entry may expire earlier, at random
     * @param softTtl from which age on an entry is refreshed in the background when it is read; 0 for never
     * @param earlyRefresh how eagerly reads refresh entries that are about to expire, 1 being the usual; 0 for never
     * @param nullTtl how long a null may be served at the most; 0 keeps no nulls; by default as any value
     * @param retryPause for how long no load is tried after one has failed, where there is something to serve
     * @param softTimeout after which time of a load an expired entry answers, if there is one; 0 for never
     * @param hardTimeout after which time of a load its read fails; 0 for never
     * @param localMaximumSize how much the values in process weigh together, in place of how many they are; 0 for a bound by number
     * @param localMaximumOfTenant how many of the entries in process may be one tenant's; 0 for any number
     * @param concurrentLoadsOfTenant how many of the loads at once may be one tenant's; 0 for any number
     * @param largestLocalValue how large a value may be to be kept in process; 0 for any size
     * @param largestValue how large a value may be to be kept at all; 0 for any size
     * @param codec what turns values into bytes for the shared tier
     * @param compressAbove encoded values that are larger are compressed
     * @param maxValueSize how large an encoded value may be to be stored in the shared tier
     */
    @ConfigurationPropertiesSource
    public record CacheProperties(
            @Nullable Duration ttl,
            @Nullable Duration staleOnError,
            @Nullable Long localMaximum,
            @Nullable Boolean remote,
            @Nullable Boolean shared,
            @Nullable Integer concurrentLoads,
            @Nullable Consistency consistency,
            @Nullable Boolean oneLoadInFleet,
            @Nullable Boolean fromReplica,
            @Nullable Observe observe,
            @Nullable Double jitter,
            @Nullable Duration softTtl,
            @Nullable Double earlyRefresh,
            @Nullable Duration nullTtl,
            @Nullable Duration retryPause,
            @Nullable Duration softTimeout,
            @Nullable Duration hardTimeout,
            @Nullable DataSize localMaximumSize,
            @Nullable Long localMaximumOfTenant,
            @Nullable Integer concurrentLoadsOfTenant,
            @Nullable DataSize largestLocalValue,
            @Nullable DataSize largestValue,
            @Nullable String codec,
            @Nullable DataSize compressAbove,
            @Nullable DataSize maxValueSize) {

        static final CacheProperties NONE = new CacheProperties(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null);

        /** The same, completed by another spelling's settings. */
        CacheProperties otherwise(CacheProperties other) {
            return new CacheProperties(
                    first(ttl, other.ttl),
                    first(staleOnError, other.staleOnError),
                    first(localMaximum, other.localMaximum),
                    first(remote, other.remote),
                    first(shared, other.shared),
                    first(concurrentLoads, other.concurrentLoads),
                    first(consistency, other.consistency),
                    first(oneLoadInFleet, other.oneLoadInFleet),
                    first(fromReplica, other.fromReplica),
                    first(observe, other.observe),
                    first(jitter, other.jitter),
                    first(softTtl, other.softTtl),
                    first(earlyRefresh, other.earlyRefresh),
                    first(nullTtl, other.nullTtl),
                    first(retryPause, other.retryPause),
                    first(softTimeout, other.softTimeout),
                    first(hardTimeout, other.hardTimeout),
                    first(localMaximumSize, other.localMaximumSize),
                    first(localMaximumOfTenant, other.localMaximumOfTenant),
                    first(concurrentLoadsOfTenant, other.concurrentLoadsOfTenant),
                    first(largestLocalValue, other.largestLocalValue),
                    first(largestValue, other.largestValue),
                    first(codec, other.codec),
                    first(compressAbove, other.compressAbove),
                    first(maxValueSize, other.maxValueSize));
        }

        private static <T> @Nullable T first(@Nullable T own, @Nullable T otherwise) {
            return own == null ? otherwise : own;
        }
    }

    /**
     * What holds for Spring's own caches, those of {@code @Cacheable}.
     *
     * @param enabled whether they are Freshet's, where the application has no cache manager of its own and {@code spring.cache.type} says nothing
     * @param ttl how long an entry may be served where neither the cache's setting nor {@code spring.cache.redis.time-to-live} nor {@code
     *     freshet.defaults.ttl} says it
     */
    public record SpringCache(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("1h") Duration ttl) {}

    /**
     * How keys lie in Redis; where Redis is stands under {@code spring.data.redis}.
     *
     * @param keyPrefix what every key begins with
     */
    public record Redis(@DefaultValue(USUAL_PREFIX) String keyPrefix) {

        /** Where nobody says something else. */
        public static final String USUAL_PREFIX = "f:";
    }

    /**
     * What responses say of the cache.
     *
     * @param headers whether responses carry {@code X-Cache}, and {@code Cache-Control: no-cache} in a request reads past the cache
     */
    public record Web(@DefaultValue("false") boolean headers) {}

    /**
     * Whether clients carry along what they have seen, so that no instance answers them with anything older.
     *
     * @param enabled whether they do
     * @param transport in what they carry it
     */
    public record Session(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("cookie") SessionTransport transport) {}

    /**
     * Which keys are counted as read most.
     *
     * @param tracked how many keys have a counter: at least 100, or 0 to count none
     */
    public record HotKeys(@DefaultValue("128") int tracked) {}

    /**
     * How much of what is served is compared with its source, in the background.
     *
     * @param share of the hits, from 0 to 1
     * @param rate how many loads a second that may cause at the most
     */
    public record ShadowReads(
            @DefaultValue("0") double share,
            @DefaultValue("1") double rate) {}

    /**
     * What is not cached on this instance: reads go to their loaders, nothing is stored, invalidations go on.
     *
     * @param all whether that is everything
     * @param caches these caches, by name
     * @param tenants what belongs to these tenants
     */
    public record SwitchedOff(
            @DefaultValue("false") boolean all,
            @DefaultValue Set<String> caches,
            @DefaultValue Set<String> tenants) {}

    /**
     * What is told of loads and invalidations to Micrometer's registry of observations, where the application has one.
     *
     * @param enabled whether they are observed
     * @param keys whether observations carry keys, tags and causes: there may be any number of them, and they may hold what is private
     */
    public record Observations(
            @DefaultValue("true") boolean enabled,
            @DefaultValue("false") boolean keys) {}

    /**
     * Which jobs warm, and how they tell how far they have come.
     *
     * @param progress by a bar on a terminal, or by lines in the log
     * @param switchedOff names of jobs that begin neither at start nor by command
     */
    public record Warm(
            @DefaultValue("auto") ProgressDisplay progress,
            @DefaultValue Set<String> switchedOff) {}

    /**
     * What is recorded of reads and writes, and compared with what is declared.
     *
     * @param enabled whether anything is
     * @param waits whether writers wait until what they touched has been compared, all of it: for tests
     * @param share of the writes after which cached values are compared with their source, from 0 to 1
     * @param rate how many loads a second that may cause at the most
     * @param keys how many entries are followed
     * @param directory where the report is written
     */
    public record Witness(
            @DefaultValue("false") boolean enabled,
            @DefaultValue("false") boolean waits,
            @DefaultValue("0.1") double share,
            @DefaultValue("5") double rate,
            @DefaultValue("1000") int keys,
            @DefaultValue("target/freshet") String directory) {}

    /**
     * The pages that show how caches do, in a browser.
     *
     * @param enabled whether they are there; by default in development only: with Spring Boot's DevTools, or in a profile named dev, development
     *     or local
     * @param path where, below the application's own path
     * @param address where a browser finds the pages of this instance, as in https://shop-1.example.org/freshet, for links between instances; by
     *     default known in development only
     * @param lease for how long an instance is taken for present by the others after it told something, which it does three times in it
     * @param insecure whether they are there for everybody who reaches them, where the application has no Spring Security
     * @param readOnly whether they only tell; otherwise operators may invalidate, and administrators may switch and set
     * @param values whether administrators see what entries hold; otherwise only of what kind it is
     * @param auditReport where the report of an audit lies, as {@code ./freshet audit --format json} writes it: a file, or a resource of the class path
     *     after {@code classpath:}; by default there is none
     * @param viewerRole the role of those who may look
     * @param operatorRole the role of those who may invalidate too
     * @param adminRole the role of those who may do everything
     */
    public record Console(
            @Nullable Boolean enabled,
            @DefaultValue("/freshet") String path,
            @Nullable String address,
            @DefaultValue("15s") Duration lease,
            @DefaultValue("false") boolean insecure,
            @DefaultValue("true") boolean readOnly,
            @DefaultValue("false") boolean values,
            @Nullable String auditReport,
            @DefaultValue("FRESHET_VIEWER") String viewerRole,
            @DefaultValue("FRESHET_OPERATOR") String operatorRole,
            @DefaultValue("FRESHET_ADMIN") String adminRole) {}
}
