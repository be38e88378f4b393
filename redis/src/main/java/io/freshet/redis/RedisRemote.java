package io.freshet.redis;

import io.freshet.remote.EntryStore;
import io.freshet.remote.Remote;
import io.freshet.remote.Sequencer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The shared tier on one Redis or Valkey server, or on the master that Sentinel names. Redis 6.2 at least.
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
    private final RedisSequencer sequencer;
    private final Nudges nudges = new Nudges();
    private final String description;

    private RedisRemote(Builder builder, RedisClient client, AutoCloseable closeIt) {
        RedisKeys keys = new RedisKeys(builder.namespace);
        String where = whereOf(builder.uri);
        this.connections = new Connections(client, builder.uri, where, keys.channel(), nudges, closeIt);
        this.entries = new RedisEntryStore(connections.entries(), keys);
        this.sequencer = new RedisSequencer(connections.scripts(), keys, nudges, builder.tagLimit, builder.page);
        this.description = where + ", keys " + builder.namespace + "*";
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
    public Sequencer sequencer() {
        return sequencer;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public void close() {
        nudges.clear();
        connections.close();
    }

    /** Whether each connection has been made. */
    boolean isConnected() {
        return connections.areMade();
    }

    private static String whereOf(@Nullable RedisURI uri) {
        if (uri == null) {
            return "Redis of the application's client";
        }
        String servers = uri.getSentinels().isEmpty()
                ? server(uri)
                : uri.getSentinelMasterId() + " of the sentinels "
                        + uri.getSentinels().stream().map(RedisRemote::server).collect(Collectors.joining(", "));
        return "Redis at " + servers + (uri.getDatabase() == 0 ? "" : ", database " + uri.getDatabase());
    }

    private static String server(RedisURI uri) {
        return uri.getSocket() == null ? uri.getHost() + ":" + uri.getPort() : uri.getSocket();
    }

    /** Settings of a {@link RedisRemote}. Mutable and not thread-safe; what it builds is neither affected by later changes nor mutable. */
    public static final class Builder {

        private static final int LEAST_TAGS = 2 * RedisSequencer.MOST_TAGS;

        private @Nullable RedisClient client;
        private boolean closeClient;
        private @Nullable RedisURI uri;
        private String namespace = "";
        private Duration commandTimeout = Duration.ofMillis(250);
        private int tagLimit = 250_000;
        private int page = RedisSequencer.PAGE;

        private Builder() {}

        /**
         * Connects with a client of the application, and where that was made for unless {@link #uri} says otherwise. Its own options rule:
         * it has to reject commands while disconnected, and to give each command its time.
         *
         * @param closeIt whether closing the remote shuts the client down
         */
        public Builder client(RedisClient client, boolean closeIt) {
            this.client = client;
            this.closeClient = closeIt;
            return this;
        }

        /** Where Redis is: {@code redis://user:password@host:6379/0}, {@code rediss://...}, {@code redis-sentinel://...}. */
        public Builder uri(String uri) {
            return uri(RedisURI.create(uri));
        }

        /** Where Redis is, with credentials and TLS; its timeout is not used. */
        public Builder uri(RedisURI uri) {
            this.uri = uri;
            return this;
        }

        /** What every key begins with; names the database and its timeline, as in {@code f:7301.1.salon:}. */
        public Builder namespace(String namespace) {
            this.namespace = namespace;
            return this;
        }

        /** How long a command may take, unless a client was given, which knows itself; 250 ms by default. */
        public Builder commandTimeout(Duration commandTimeout) {
            this.commandTimeout = commandTimeout;
            return this;
        }

        /** How many recently bumped tags Redis remembers, at 126 bytes each; 250,000 by default. */
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
            if (client != null) {
                RedisClient given = client;
                return new RedisRemote(this, given, closeClient ? given::shutdown : () -> {});
            }
            OwnClient own = new OwnClient(Objects.requireNonNull(uri), commandTimeout);
            return new RedisRemote(this, own.client(), own);
        }

        private List<String> mistakes() {
            List<String> mistakes = new ArrayList<>();
            if (client == null && uri == null) {
                mistakes.add("neither client nor uri is set; set uri to redis://host:port");
            }
            if (client != null && !neverWaits(client.getOptions())) {
                mistakes.add(
                        "client lets commands wait; set disconnectedBehavior to REJECT_COMMANDS and timeoutOptions to enabled in its"
                                + " options, or set uri instead of client");
            }
            if (namespace.isBlank() || namespace.contains("{") || namespace.contains("}")) {
                mistakes.add("namespace is '" + namespace + "'; set it to text without braces such as f:7301.1.salon:");
            }
            if (commandTimeout.toMillis() <= 0) {
                mistakes.add("commandTimeout is " + commandTimeout + "; set it to 1 ms or more");
            }
            if (tagLimit < LEAST_TAGS) {
                mistakes.add("tagLimit is " + tagLimit + "; set it to " + LEAST_TAGS + " or more");
            }
            return mistakes;
        }

        private static boolean neverWaits(ClientOptions options) {
            return options.getDisconnectedBehavior() == DisconnectedBehavior.REJECT_COMMANDS
                    && options.getTimeoutOptions().isTimeoutCommands();
        }
    }
}
