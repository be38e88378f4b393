package io.freshet.salon.idempotency;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.UnavailableException;
import io.freshet.salon.tenant.CurrentTenant;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;

/**
 * Remembers the answers of requests that came with an {@code Idempotency-Key}, so that a second one with the same key gets the first
 * answer and does nothing. They are no cache: nothing but time removes them.
 *
 * <pre>
 * SET salon:idempotency:{tenant}:{key} {"bodyHash":"..","answer":null} NX EX 86400    the first request, before it acts
 * SET salon:idempotency:{tenant}:{key} {"bodyHash":"..","answer":".."} EX 86400       after it has committed
 * DEL salon:idempotency:{tenant}:{key}                                                if it failed, so that it can be repeated
 * </pre>
 */
@Component
public class IdempotencyRecords {

    private static final Duration LIFETIME = Duration.ofHours(24);

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
        var redisKey = "salon:idempotency:" + CurrentTenant.id() + ":" + key;
        var bodyHash = hash(json.writeValueAsBytes(body));
        if (claim(redisKey, bodyHash)) {
            return perform(redisKey, bodyHash, action);
        }
        return json.readValue(firstAnswer(redisKey, bodyHash), answerType);
    }

    private boolean claim(String redisKey, String bodyHash) {
        var claim = json.writeValueAsString(new Entry(bodyHash, null));
        return Boolean.TRUE.equals(reach(() -> redis.opsForValue().setIfAbsent(redisKey, claim, LIFETIME)));
    }

    private <T> T perform(String redisKey, String bodyHash, Supplier<T> action) {
        T answer;
        try {
            answer = action.get();
        } catch (RuntimeException e) {
            reach(() -> redis.delete(redisKey));
            throw e;
        }
        var entry = json.writeValueAsString(new Entry(bodyHash, json.writeValueAsString(answer)));
        reach(() -> {
            redis.opsForValue().set(redisKey, entry, LIFETIME);
            return true;
        });
        return answer;
    }

    private String firstAnswer(String redisKey, String bodyHash) {
        var stored = reach(() -> redis.opsForValue().get(redisKey));
        if (stored == null) {
            throw new ConflictException("The first request with this Idempotency-Key has just failed: repeat it");
        }
        var entry = json.readValue(stored, Entry.class);
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
