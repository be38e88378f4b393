package io.freshet.redis;

import io.freshet.check.Check;
import io.freshet.redis.check.RedisChecks;
import io.freshet.remote.ControlStore;
import io.freshet.remote.EntryStore;
import io.freshet.remote.FleetFlights;
import io.freshet.remote.Partitions;
import io.freshet.remote.Questions;
import io.freshet.remote.Remote;
import io.freshet.remote.Roster;
import io.freshet.remote.Sequencer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shared tier on Redis or Valkey: one server, the master that Sentinel names, or a Redis Cluster. Redis 6.2 at least.
 *
 * <p>It exists whether Redis does or not: it connects in the background, and until then every stage fails at once and says why. No command
 * ever waits for Redis to come back. Immutable and thread-safe; its methods do not block, except {@link #close}, which takes two seconds at
 * the most. Stages complete, and nudges are heard, on threads of the client: whoever blocks there blocks everybody.
 *
 * <p>One object serves one instance: two instances in one process need two.
 */
public final class RedisRemote implements Remote {

    private final Connections connections;
    private final RedisEntryStore entries;
    private final Partitions partitions;
    private final RedisFlights flights;
    private final RedisControls controls;
    private final RedisRoster roster;
    private final RedisQuestions questions;
    private final List<Nudges> nudges;
    private final Listeners<String> releases = new Listeners<>();
    private final Listeners<String> controlled = new Listeners<>();
    private final Listeners<String> asking = new Listeners<>();
    private final AskedRedis asked;
    private final String description;

    private RedisRemote(Builder builder) {
        RedisKeys keys = new RedisKeys(builder.namespace, builder.target.database());
        int count = builder.count();
        List<RedisKeys.Sequence> sequences = IntStream.range(0, count)
                .mapToObj(partition -> keys.sequence(partition, count))
                .toList();
        Where where = builder.target.where();
        this.nudges = Stream.generate(Nudges::new).limit(count).toList();
        this.connections = new Connections(
                builder.target.open(where, builder.settings()),
                messages(keys, sequences),
                where,
                builder.commandTimeout);
        this.entries = new RedisEntryStore(connections.entries(), keys);
        this.flights = new RedisFlights(connections.entries(), connections.scripts(), keys, releases);
        this.controls = new RedisControls(connections.scripts(), keys, controlled);
        this.roster = new RedisRoster(connections.scripts(), keys, Roster.KEPT);
        this.questions = new RedisQuestions(connections.scripts(), keys.questions(), asking);
        List<RedisSequencer> sequencers = sequencers(builder, sequences);
        this.partitions = new Partitions(List.copyOf(sequencers));
        this.asked = new AskedRedis(
                connections.scripts(), where, keys, count, sequencers.get(0)::leaseMillis, connections::sentinels);
        this.description =
                where.text() + (count == 1 ? "" : ", " + count + " partitions") + ", keys " + builder.namespace + "*";
    }

    private Messages messages(RedisKeys keys, List<RedisKeys.Sequence> sequences) {
        Map<String, Consumer<String>> channels = new HashMap<>();
        for (int i = 0; i < sequences.size(); i++) {
            channels.put(sequences.get(i).channel(), nudges.get(i)::hear);
        }
        channels.put(keys.releases(), releases::tell);
        channels.put(keys.controlled(), controlled::tell);
        channels.put(keys.questions(), asking::tell);
        return new Messages(channels);
    }

    private List<RedisSequencer> sequencers(Builder builder, List<RedisKeys.Sequence> sequences) {
        List<RedisSequencer> made = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            made.add(new RedisSequencer(
                    connections.scripts(), sequences.get(i), nudges.get(i), builder.tagLimit, builder.page));
        }
        return made;
    }

    /** A builder with every setting at its default; server and namespace have none. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public EntryStore entries() {
        return entries;
    }

    @Override
    public Partitions partitions() {
        return partitions;
    }

    @Override
    public FleetFlights flights() {
        return flights;
    }

    @Override
    public ControlStore controls() {
        return controls;
    }

    @Override
    public Roster roster() {
        return roster;
    }

    @Override
    public List<Check> checks() {
        return RedisChecks.of(asked, Clock.systemUTC());
    }

    @Override
    public Questions questions() {
        return questions;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        nudges.forEach(Nudges::clear);
        releases.clear();
        controlled.clear();
        asking.clear();
        connections.close();
    }

    /** Whether each connection has been made. */
    boolean isConnected() {
        return connections.areMade();
    }

    /**
     * Settings of a {@link RedisRemote}. Mutable and not thread-safe; what it builds is neither affected by later changes nor mutable.
     *
     * <p>Where Redis is has to be said once: by {@link #uri}, {@link #cluster} or {@link #client}.
     */
    public static final class Builder {

        private static final int LEAST_TAGS = 2 * Sequencer.MOST_TAGS;
        private static final int MOST_PARTITIONS = 1_024;
        private static final int OF_A_SERVER = 1;
        private static final int OF_A_CLUSTER = 16;

        private final Target target = new Target();
        private @Nullable SslOptions ssl;
        private String namespace = "";
        private Duration commandTimeout = Duration.ofMillis(250);
        private Duration connectTimeout = Duration.ofSeconds(1);
        private @Nullable Integer partitions;
        private int tagLimit = 250_000;
        private int page = RedisSequencer.PAGE;

        private Builder() {}

        /** Where Redis is: {@code redis://user:password@host:6379/0}, {@code rediss://...}, {@code redis-sentinel://...}. */
        public Builder uri(String uri) {
            return uri(RedisURI.create(uri));
        }

        /** Where Redis is, with credentials and TLS; its timeout is not used. */
        public Builder uri(RedisURI uri) {
            target.server(uri);
            return this;
        }

        /** Some nodes of a Redis Cluster, from which the others become known: {@code redis://user:password@host:6379}. */
        public Builder cluster(String... uris) {
            return cluster(Stream.of(uris).map(RedisURI::create).toList());
        }

        /** Some nodes of a Redis Cluster, from which the others become known; credentials and TLS of the first hold for all. */
        public Builder cluster(List<RedisURI> uris) {
            target.cluster(uris);
            return this;
        }

        /**
         * Connects with a client of the application, and where that was made for unless {@link #uri} says otherwise. Its own options rule:
         * it has to reject commands while disconnected, to give each command its time, and to notice connections that fell silent.
         *
         * @param closeIt whether closing the remote shuts the client down
         */
        public Builder client(RedisClient client, boolean closeIt) {
            target.client(client, closeIt);
            return this;
        }

        /**
         * Connects to a Redis Cluster with a client of the application. Its own options rule: it has to reject commands while disconnected,
         * to give each command its time, to notice connections that fell silent, and to refresh its topology.
         *
         * @param closeIt whether closing the remote shuts the client down
         */
        public Builder client(RedisClusterClient client, boolean closeIt) {
            target.client(client, closeIt);
            return this;
        }

        /** What every key begins with; names the database and its timeline, as in {@code f:7301.1.salon:}. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /**
         * How many partitions the sequence has, the same in all instances; 1 by default, 16 in a cluster. Fleets with another number share
         * no sequence, and find none of each other's entries valid.
         */
        public Builder partitions(int partitions) {
            this.partitions = partitions;
            return this;
        }

        /** How long a command may take, unless a client was given, which knows itself; 250 ms by default. */
        public Builder commandTimeout(Duration commandTimeout) {
            this.commandTimeout = commandTimeout;
            return this;
        }

        /** How long it may take to connect, and then to be greeted, unless a client was given; 1 s by default. */
        public Builder connectTimeout(Duration connectTimeout) {
            this.connectTimeout = connectTimeout;
            return this;
        }

        /** The certificates for {@code rediss} addresses, unless a client was given; those of the JVM by default. */
        public Builder sslOptions(SslOptions sslOptions) {
            this.ssl = sslOptions;
            return this;
        }

        /** How many recently bumped tags each partition remembers, at 126 bytes each; 250,000 by default. */
        public Builder tagLimit(int tagLimit) {
            this.tagLimit = tagLimit;
            return this;
        }

        /** How many tags a poll answers at the most. */
        Builder page(int page) {
            this.page = page;
            return this;
        }

        /**
         * Begins to connect, and answers without waiting for it.
         *
         * @throws IllegalArgumentException if settings are missing or wrong; the message has all of them
         */
        public RedisRemote build() {
            List<String> mistakes = mistakes();
            if (!mistakes.isEmpty()) {
                throw new IllegalArgumentException("The settings of Redis are wrong: " + String.join("; ", mistakes));
            }
            return new RedisRemote(this);
        }

        private int count() {
            if (partitions != null) {
                return partitions;
            }
            return target.isCluster() ? OF_A_CLUSTER : OF_A_SERVER;
        }

        private OwnClient.Settings settings() {
            return new OwnClient.Settings(commandTimeout, connectTimeout, ssl);
        }

        private List<String> mistakes() {
            List<String> mistakes = new ArrayList<>(target.mistakes());
            if (namespace.isBlank() || namespace.contains("{") || namespace.contains("}")) {
                mistakes.add("namespace is '" + namespace + "'; set it to text without braces such as f:7301.1.salon:");
            }
            if (commandTimeout.toMillis() <= 0) {
                mistakes.add("commandTimeout is " + commandTimeout + "; set it to 1 ms or more");
            }
            if (connectTimeout.toMillis() <= 0) {
                mistakes.add("connectTimeout is " + connectTimeout + "; set it to 1 ms or more");
            }
            if (count() < 1 || count() > MOST_PARTITIONS) {
                mistakes.add("partitions is " + count() + "; set it to 1 up to " + MOST_PARTITIONS);
            }
            if (tagLimit < LEAST_TAGS) {
                mistakes.add("tagLimit is " + tagLimit + "; set it to " + LEAST_TAGS + " or more");
            }
            return mistakes;
        }
    }
}
