package io.freshet.salon.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.freshet.salon.tenant.CurrentTenant;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The access tokens that count no longer although they have not expired: single ones, those of a session, those of a tenant. Each until the last token
 * that it means has expired.
 *
 * <pre>
 * ZADD salon:denied {until} {name} ..              to deny
 * ZREMRANGEBYSCORE salon:denied -inf {now}         what has expired, with the next that is denied
 * ZMSCORE salon:denied {token} {session} {tenant}  with every request: denied on one instance is denied on all from then on
 * </pre>
 *
 * The key has no time to live, so that servers that evict what has one leave it alone. While Redis is away, a token counts as its signature and
 * expiry say, unless this instance has itself denied it or seen it denied: the salon goes on working, as it does with its caches. No request waits
 * for Redis longer than {@code salon.session.token-check}, and after one has waited in vain the others do not for a second.
 */
@Component
public class DeniedTokens {

    private static final Logger LOG = LoggerFactory.getLogger(DeniedTokens.class);
    private static final String KEY = "salon:denied";
    private static final byte[] KEY_BYTES = KEY.getBytes(StandardCharsets.UTF_8);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int REMEMBERED = 10_000;

    private final StringRedisTemplate redis;
    private final RedisConnectionFactory connections;
    private final Duration patience;
    private final Clock clock;
    private final Cache<String, Instant> seen =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();
    private final AtomicLong pauseUntil = new AtomicLong(System.nanoTime());

    DeniedTokens(
            StringRedisTemplate redis, RedisConnectionFactory connections, SessionProperties properties, Clock clock) {
        this.redis = redis;
        this.connections = connections;
        this.patience = properties.tokenCheck();
        this.clock = clock;
    }

    static String session(String id) {
        return "session:" + id;
    }

    static String tenant(String id) {
        return "tenant:" + id;
    }

    /** The names of a token itself and of its session. */
    static Stream<String> namesOf(Jwt token) {
        return Stream.concat(
                claim(token, JwtClaimNames.JTI).map(id -> "token:" + id),
                claim(token, Session.CLAIM).map(DeniedTokens::session));
    }

    private static Stream<String> claim(Jwt token, String name) {
        return Stream.ofNullable(token.getClaimAsString(name));
    }

    void deny(Collection<String> names, Instant until) {
        Sessions.reach(() -> {
            for (String name : names) {
                redis.opsForZSet().add(KEY, name, (double) until.getEpochSecond());
            }
            return redis.opsForZSet().removeRangeByScore(KEY, Double.NEGATIVE_INFINITY, (double)
                    clock.instant().getEpochSecond());
        });
        names.forEach(name -> seen.put(name, until));
    }

    void allow(String name) {
        seen.invalidate(name);
        Sessions.reach(() -> redis.opsForZSet().remove(KEY, name));
    }

    /** Whether the token counts no longer. Never fails, and waits only shortly. */
    public boolean isDenied(Jwt token) {
        var tenant = claim(token, CurrentTenant.CLAIM).map(DeniedTokens::tenant);
        var names = Stream.concat(namesOf(token), tenant).toList();
        if (System.nanoTime() - pauseUntil.get() < 0) {
            return isRemembered(names);
        }
        try {
            return remember(names, ask(names));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return isRemembered(names);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            pause(e);
            return isRemembered(names);
        }
    }

    private List<Double> ask(List<String> names) throws InterruptedException, ExecutionException, TimeoutException {
        var members = names.stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        try (var connection = connections.getConnection()) {
            @SuppressWarnings("unchecked") // what Lettuce's connections have
            var commands = (RedisClusterAsyncCommands<byte[], byte[]>) connection.getNativeConnection();
            var answer = commands.zmscore(KEY_BYTES, members);
            try {
                return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } finally {
                answer.cancel(true);
            }
        }
    }

    private boolean remember(List<String> names, List<Double> untils) {
        boolean isDenied = false;
        for (int i = 0; i < names.size(); i++) {
            if (untils.get(i) != null && untils.get(i) > clock.instant().getEpochSecond()) {
                seen.put(names.get(i), Instant.ofEpochSecond(untils.get(i).longValue()));
                isDenied = true;
            }
        }
        return isDenied;
    }

    private boolean isRemembered(List<String> names) {
        return names.stream().map(seen::getIfPresent).filter(Objects::nonNull).anyMatch(clock.instant()::isBefore);
    }

    private void pause(Exception cause) {
        long now = System.nanoTime();
        long before = pauseUntil.getAndSet(now + PAUSE_NANOS);
        if (now - before > PAUSE_NANOS) {
            LOG.warn(
                    "Redis does not say which access tokens are denied: until it does, only those count as denied that are known here",
                    cause);
        }
    }
}
