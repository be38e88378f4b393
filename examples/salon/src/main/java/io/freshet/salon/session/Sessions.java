package io.freshet.salon.session;

import io.freshet.salon.problem.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Opens sessions, continues and ends them. Each refresh token works once and is replaced by the next. If one comes a second time, either its first
 * user or its second has stolen it: the session ends, for both.
 *
 * <pre>
 * open.lua    HSET salon:sessions:{tenant}:{user} {session} "{hash of the secret} {expires}", without those that have expired
 * rotate.lua  the same if the secret is that of the last token, else HDEL
 * HDEL salon:sessions:{tenant}:{user} {session}    a logout
 * </pre>
 *
 * The keys have no time to live: servers that evict what has one leave them alone, and what has expired goes with the user's next login. While Redis is
 * away nobody logs in or out: a session that cannot be kept could not be ended either. Who is logged in goes on working, see {@link DeniedTokens}.
 */
@Component
public class Sessions {

    private static final RedisScript<Void> OPEN = RedisScript.of(new ClassPathResource("session/open.lua"), Void.class);
    private static final RedisScript<String> ROTATE =
            RedisScript.of(new ClassPathResource("session/rotate.lua"), String.class);
    private static final int SECRET_BYTES = 32;

    private final StringRedisTemplate redis;
    private final DeniedTokens denied;
    private final SessionProperties properties;
    private final Duration tokenLifetime;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Sessions(
            StringRedisTemplate redis,
            DeniedTokens denied,
            SessionProperties properties,
            @Value("${salon.jwt.lifetime}") Duration tokenLifetime,
            Clock clock) {
        this.redis = redis;
        this.denied = denied;
        this.properties = properties;
        this.tokenLifetime = tokenLifetime;
        this.clock = clock;
    }

    /**
     * Opens a session of a user who has proved to be that one.
     *
     * @throws UnavailableException if Redis is away
     */
    public Session open(long tenantId, long userId) {
        var token = new RefreshToken(tenantId, userId, UUID.randomUUID().toString(), secret());
        var now = now();
        var session = session(token, now);
        reach(() -> redis.execute(
                OPEN,
                List.of(key(tenantId, userId)),
                token.session(),
                token.hash(),
                seconds(now),
                seconds(session.expiresAt())));
        return session;
    }

    /**
     * Continues a session.
     *
     * @throws BadCredentialsException if the token is none, has expired, or has been used before, which ends the session
     * @throws UnavailableException if Redis is away
     */
    public Session refresh(String refreshToken) {
        var old = RefreshToken.parse(refreshToken);
        var next = new RefreshToken(old.tenantId(), old.userId(), old.session(), secret());
        var now = now();
        var session = session(next, now);
        var outcome = reach(() -> redis.execute(
                ROTATE,
                List.of(key(old.tenantId(), old.userId())),
                old.session(),
                old.hash(),
                next.hash(),
                seconds(now),
                seconds(session.expiresAt())));
        if ("reused".equals(outcome)) {
            deny(Stream.of(old.session()));
        }
        if (!"rotated".equals(outcome)) {
            throw RefreshToken.refused();
        }
        return session;
    }

    /** Ends the session of an access token, and denies the token. */
    public void end(long tenantId, long userId, Jwt token) {
        var session = token.getClaimAsString(Session.CLAIM);
        if (session != null) {
            reach(() -> redis.opsForHash().delete(key(tenantId, userId), session));
        }
        denied.deny(DeniedTokens.namesOf(token).toList(), now().plus(tokenLifetime));
    }

    /** Ends all sessions of a user, and denies all access tokens that were issued in them. */
    public void endAll(long tenantId, long userId) {
        var key = key(tenantId, userId);
        var stored = reach(() -> redis.<String, String>opsForHash().entries(key));
        if (stored != null && !stored.isEmpty()) {
            deny(stored.keySet().stream());
            reach(() -> redis.opsForHash().delete(key, stored.keySet().toArray()));
        }
    }

    /** Denies all access tokens of a tenant, whoever has them, and forgets the sessions of its users. */
    public void endTenant(long tenantId, List<Long> userIds) {
        denied.deny(List.of(DeniedTokens.tenant(Long.toString(tenantId))), now().plus(tokenLifetime));
        reach(() -> redis.delete(
                userIds.stream().map(userId -> key(tenantId, userId)).toList()));
    }

    /** Takes back that the tokens of a tenant are denied. Its users have to log in again. */
    public void restoreTenant(long tenantId) {
        denied.allow(DeniedTokens.tenant(Long.toString(tenantId)));
    }

    private void deny(Stream<String> sessions) {
        denied.deny(sessions.map(DeniedTokens::session).toList(), now().plus(tokenLifetime));
    }

    private Session session(RefreshToken token, Instant now) {
        return new Session(
                token.tenantId(), token.userId(), token.session(), token.text(), now.plus(properties.lifetime()));
    }

    private String secret() {
        var bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String key(long tenantId, long userId) {
        return "salon:sessions:" + tenantId + ":" + userId;
    }

    private static String seconds(Instant instant) {
        return Long.toString(instant.getEpochSecond());
    }

    static <T> @Nullable T reach(Supplier<@Nullable T> command) {
        try {
            return command.get();
        } catch (DataAccessException e) {
            throw new UnavailableException("Sessions cannot be kept at the moment", e);
        }
    }
}
