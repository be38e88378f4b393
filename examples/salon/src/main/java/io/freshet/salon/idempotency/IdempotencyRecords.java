package io.freshet.salon.idempotency;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.UnavailableException;
import io.freshet.salon.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;

/**
 * Remembers the answers of requests that came with an {@code Idempotency-Key}, so that a second one with the same key gets the first
 * answer and does nothing. They are no cache: nothing but time removes them, and they have no time to live, so that servers that evict what has one
 * leave them alone. The braces are in the keys: both lie in one slot of a cluster.
 *
 * <pre>
 * claim.lua  HSET salon:idempotency:{<i>tenant</i>} <i>key</i> {"bodyHash":"..","answer":null}    the first request, before it acts
 *            ZADD salon:idempotency:{<i>tenant</i>}:expiry <i>in a day</i> <i>key</i>              and what has expired is removed
 * HSET salon:idempotency:{<i>tenant</i>} <i>key</i> {"bodyHash":"..","answer":".."}    after it has committed
 * HDEL salon:idempotency:{<i>tenant</i>} <i>key</i>                                    if it failed, so that it can be repeated
 * </pre>
 */
@Component
public class IdempotencyRecords {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final RedisScript<String> CLAIM =
            RedisScript.of(new ClassPathResource("idempotency/claim.lua"), String.class);

    /** What is remembered of a request. The answer is JSON, and null while the first request is still at work. */
    record Entry(String bodyHash, @Nullable String answer) {}

    private final StringRedisTemplate redis;
    private final JsonMapper json;

    IdempotencyRecords(StringRedisTemplate redis, JsonMapper json) {
        this.redis = redis;
        this.json = json;
    }

    /**
     * Does the action once for each key; without a key always.
     *
     * @throws ConflictException if the key came with another body before, or the first request is still at work
     * @throws UnavailableException if there is a key but Redis is away
     */
    public <T> T once(@Nullable String key, Object body, Class<T> answerType, Supplier<T> action) {
        if (key == null) {
            return action.get();
        }
        var records = "salon:idempotency:{" + CurrentTenant.id() + "}";
        var bodyHash = hash(json.writeValueAsBytes(body));
        var known = claim(records, key, bodyHash);
        return known == null
                ? perform(records, key, bodyHash, action)
                : json.readValue(firstAnswer(known, bodyHash), answerType);
    }

    private @Nullable String claim(String records, String key, String bodyHash) {
        var claim = json.writeValueAsString(new Entry(bodyHash, null));
        var seconds = Long.toString(LIFETIME.toSeconds());
        return reach(() -> redis.execute(CLAIM, List.of(records, records + ":expiry"), key, claim, seconds));
    }

    private <T> T perform(String records, String key, String bodyHash, Supplier<T> action) {
        T answer;
        try {
            answer = action.get();
        } catch (RuntimeException e) {
            reach(() -> redis.opsForHash().delete(records, key));
            throw e;
        }
        var entry = json.writeValueAsString(new Entry(bodyHash, json.writeValueAsString(answer)));
        reach(() -> {
            redis.opsForHash().put(records, key, entry);
            return true;
        });
        return answer;
    }

    private String firstAnswer(String known, String bodyHash) {
        var entry = json.readValue(known, Entry.class);
        if (!entry.bodyHash().equals(bodyHash)) {
            throw new ConflictException("This Idempotency-Key was used for another body");
        }
        if (entry.answer() == null) {
            throw new ConflictException("The first request with this Idempotency-Key is still at work");
        }
        return entry.answer();
    }

    private static <T> @Nullable T reach(Supplier<@Nullable T> command) {
        try {
            return command.get();
        } catch (DataAccessException e) {
            throw new UnavailableException("Idempotency keys cannot be kept at the moment", e);
        }
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
