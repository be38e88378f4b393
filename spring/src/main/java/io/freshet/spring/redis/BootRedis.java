package io.freshet.spring.redis;

import io.freshet.redis.RedisRemote;
import io.freshet.remote.Remote;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.Mistake;
import io.lettuce.core.RedisURI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;

import java.time.Duration;
import java.util.List;

/** Redis as {@code spring.data.redis} or a service connection describes it: one server, or the master that Sentinel names. */
public final class BootRedis implements SharedTier {

    private final DataRedisConnectionDetails details;
    private final @Nullable String clientName;
    private final @Nullable Duration timeout;
    private final String keyPrefix;

    /**
     * Where it is.
     *
     * @param clientName what connections call themselves; null for nothing
     * @param timeout how long a command may take; null for the default
     */
    public BootRedis(
            DataRedisConnectionDetails details,
            @Nullable String clientName,
            @Nullable Duration timeout,
            String keyPrefix) {
        this.details = details;
        this.clientName = clientName;
        this.timeout = timeout;
        this.keyPrefix = keyPrefix;
    }

    @Override
    public Remote open(String namespace) {
        RedisRemote.Builder builder = RedisRemote.builder().uri(uri()).namespace(keyPrefix + namespace + ":");
        return (timeout == null ? builder : builder.commandTimeout(timeout)).build();
    }

    private RedisURI uri() {
        Standalone standalone = details.getStandalone();
        Sentinel sentinel = details.getSentinel();
        RedisURI.Builder uri;
        if (sentinel != null) {
            uri = sentinels(sentinel);
        } else if (standalone != null) {
            uri = RedisURI.builder()
                    .withHost(standalone.getHost())
                    .withPort(standalone.getPort())
                    .withDatabase(standalone.getDatabase());
        } else {
            throw new ConfigurationMistakesException(List.of(new Mistake(
                    "spring.data.redis describes a Redis Cluster or a master with replicas, which is not supported yet",
                    "Name one server by spring.data.redis.host and port, or by Sentinel")));
        }
        return credentials(uri).build();
    }

    private static RedisURI.Builder sentinels(Sentinel sentinel) {
        Node first = sentinel.getNodes().get(0);
        RedisURI.Builder uri = RedisURI.Builder.sentinel(first.host(), first.port(), sentinel.getMaster())
                .withDatabase(sentinel.getDatabase());
        sentinel.getNodes().stream().skip(1).forEach(node -> uri.withSentinel(node.host(), node.port()));
        return uri;
    }

    private RedisURI.Builder credentials(RedisURI.Builder uri) {
        String password = details.getPassword();
        String username = details.getUsername();
        if (password != null) {
            if (username == null || username.isEmpty()) {
                uri.withPassword(password.toCharArray());
            } else {
                uri.withAuthentication(username, password.toCharArray());
            }
        }
        if (clientName != null) {
            uri.withClientName(clientName);
        }
        return uri.withSsl(isSecured(details.getSslBundle()));
    }

    private static boolean isSecured(@Nullable SslBundle bundle) {
        if (bundle != null
                && (bundle.getStores().getTrustStore() != null
                        || bundle.getStores().getKeyStore() != null)) {
            throw new ConfigurationMistakesException(
                    List.of(
                            new Mistake(
                                    "spring.data.redis.ssl.bundle has stores of its own, which the cache's connection cannot use yet",
                                    "Trust the certificate of Redis in the JVM's trust store and set spring.data.redis.ssl.enabled=true")));
        }
        return bundle != null;
    }
}
