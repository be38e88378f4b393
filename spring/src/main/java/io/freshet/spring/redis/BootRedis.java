package io.freshet.spring.redis;

import io.freshet.redis.RedisRemote;
import io.freshet.remote.Remote;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;

import java.time.Duration;
import java.util.List;

/** Redis as {@code spring.data.redis} or a service connection describes it: one server, the master that Sentinel names, or a cluster. */
public final class BootRedis implements SharedTier {

    private final DataRedisConnectionDetails details;
    private final Client client;
    private final String keyPrefix;
    private final @Nullable Integer partitions;

    /**
     * Where it is.
     *
     * @param partitions of the sequence; null for the default
     */
    public BootRedis(
            DataRedisConnectionDetails details, Client client, String keyPrefix, @Nullable Integer partitions) {
        this.details = details;
        this.client = client;
        this.keyPrefix = keyPrefix;
        this.partitions = partitions;
    }

    @Override
    public Remote open(String namespace) {
        RedisRemote.Builder builder = RedisRemote.builder().namespace(keyPrefix + namespace + ":");
        if (partitions != null) {
            builder.partitions(partitions);
        }
        if (client.timeout() != null) {
            builder.commandTimeout(client.timeout());
        }
        if (client.connectTimeout() != null) {
            builder.connectTimeout(client.connectTimeout());
        }
        if (details.getSslBundle() != null) {
            builder.sslOptions(BundledSsl.optionsOf(details.getSslBundle()));
        }
        lead(builder);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw mistake(String.valueOf(e.getMessage()), "Correct what stands under spring.data.redis");
        }
    }

    private void lead(RedisRemote.Builder builder) {
        Cluster cluster = details.getCluster();
        Sentinel sentinel = details.getSentinel();
        Standalone standalone = details.getStandalone();
        if (details.getMasterReplica() != null) { // and then standalone is a default that nobody means
            throw mistake(
                    "spring.data.redis names a master with replicas whose roles never change, which is not supported",
                    "Name one server by spring.data.redis.host and port, Sentinel, or a cluster");
        } else if (sentinel != null) {
            builder.uri(secured(mastersOf(sentinel), isSecured()));
        } else if (cluster != null) {
            builder.cluster(cluster.getNodes().stream().map(this::uri).toList());
        } else if (standalone != null) {
            builder.uri(secured(
                    RedisURI.builder()
                            .withHost(standalone.getHost())
                            .withPort(standalone.getPort())
                            .withDatabase(standalone.getDatabase()),
                    isSecured() || client.urlIsSecured()));
        }
    }

    private RedisURI uri(Node node) {
        return secured(RedisURI.builder().withHost(node.host()).withPort(node.port()), isSecured());
    }

    private RedisURI.Builder mastersOf(Sentinel sentinel) {
        RedisURI.Builder uri =
                RedisURI.builder().withSentinelMasterId(sentinel.getMaster()).withDatabase(sentinel.getDatabase());
        sentinel.getNodes().forEach(node -> uri.withSentinel(sentinel(node, sentinel)));
        return uri;
    }

    /** Sentinels have credentials of their own, or none. */
    private RedisURI sentinel(Node node, Sentinel sentinel) {
        RedisURI.Builder uri =
                RedisURI.builder().withHost(node.host()).withPort(node.port()).withSsl(isSecured());
        return authenticated(uri, sentinel.getUsername(), sentinel.getPassword())
                .build();
    }

    private RedisURI secured(RedisURI.Builder uri, boolean byTls) {
        if (client.name() != null) {
            uri.withClientName(client.name());
        }
        return authenticated(uri, details.getUsername(), details.getPassword())
                .withSsl(byTls)
                .build();
    }

    private static RedisURI.Builder authenticated(
            RedisURI.Builder uri, @Nullable String username, @Nullable String password) {
        if (password == null || password.isEmpty()) {
            return uri;
        }
        return username == null || username.isEmpty()
                ? uri.withPassword(password.toCharArray())
                : uri.withAuthentication(username, password.toCharArray());
    }

    private boolean isSecured() {
        return details.getSslBundle() != null;
    }

    private static ConfigurationMistakesException mistake(String what, String remedy) {
        return new ConfigurationMistakesException(List.of(new Mistake(what, remedy)));
    }

    /**
     * How to talk to it.
     *
     * @param name what connections call themselves; null for nothing
     * @param timeout how long a command may take; null for the default
     * @param connectTimeout how long connecting may take; null for the default
     * @param url where one server is, if that is said by a URL: {@code rediss} asks for TLS, and is the only one of its parts that the details do
     *     not tell; null for none
     */
    public record Client(
            @Nullable String name,
            @Nullable Duration timeout,
            @Nullable Duration connectTimeout,
            @Nullable String url) {

        private boolean urlIsSecured() {
            return url != null && url.startsWith("rediss:");
        }
    }
}
