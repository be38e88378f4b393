package io.freshet.salon.session;

import io.freshet.salon.problem.UnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.oauth2.jwt.Jwt;
import redis.embedded.RedisServer;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two instances on one Redis, and what holds while that is away. */
class SessionsITests {

    private static final Duration TOKEN_LIFETIME = Duration.ofHours(8);
    private static final Duration SESSION_LIFETIME = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(200);

    /** An instance of the application, as far as sessions go. */
    private final class Instance {

        private final LettuceConnectionFactory connections;
        private final DeniedTokens denied;
        private final Sessions sessions;

        Instance(Duration patience) {
            connections = new LettuceConnectionFactory("localhost", port);
            connections.afterPropertiesSet();
            connections.start();
            var redis = new StringRedisTemplate(connections);
            var properties = new SessionProperties(SESSION_LIFETIME, patience);
            denied = new DeniedTokens(redis, connections, properties, clock);
            sessions = new Sessions(redis, denied, properties, TOKEN_LIFETIME, clock);
        }
    }

    /** Time that the test moves on. */
    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-01-05T09:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private final TestClock clock = new TestClock();
    private int port;
    private RedisServer server;
    private Instance one;
    private Instance two;

    @BeforeEach
    void start() throws IOException {
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("maxmemory-policy volatile-lru")
                .build();
        server.start();
        one = new Instance(PATIENCE);
        two = new Instance(PATIENCE);
    }

    @AfterEach
    void stop() throws IOException {
        one.connections.destroy();
        two.connections.destroy();
        server.stop();
    }

    @Test
    void denied_isDeniedOnTheOtherInstanceAtOnce_andUntilTheTokenHasExpired() {
        var session = one.sessions.open(1, 5);
        var token = token(session, "a");
        assertThat(one.denied.isDenied(token)).isFalse();
        assertThat(two.denied.isDenied(token)).isFalse();

        one.sessions.endAll(1, 5);

        assertThat(one.denied.isDenied(token)).isTrue();
        assertThat(two.denied.isDenied(token)).isTrue();
        clock.now = clock.now.plus(TOKEN_LIFETIME);
        assertThat(two.denied.isDenied(token)).isFalse();
    }

    @Test
    void tenant_isDeniedAndRestored() {
        var token = token(one.sessions.open(1, 5), "a");
        var other = token(one.sessions.open(2, 6), "b");

        one.sessions.endTenant(1, List.of(5L));
        assertThat(two.denied.isDenied(token)).isTrue();
        assertThat(two.denied.isDenied(other)).isFalse();
        one.sessions.restoreTenant(1);
        assertThat(one.denied.isDenied(token)).isFalse();
        assertThat(two.denied.isDenied(token)).isFalse();
    }

    @Test
    void expiredSession_cannotBeContinued_andGoesWithTheNextLogin() {
        var old = one.sessions.open(1, 5);
        clock.now = clock.now.plus(SESSION_LIFETIME);

        assertThatThrownBy(() -> two.sessions.refresh(old.refreshToken())).isInstanceOf(BadCredentialsException.class);
        one.sessions.open(1, 5);
        clock.now = clock.now.plus(SESSION_LIFETIME);
        one.sessions.open(1, 5);
        assertThat(new StringRedisTemplate(one.connections).opsForHash().size("salon:sessions:1:5"))
                .isEqualTo(1);
    }

    @Test
    void refresh_countsFromTheLastOne() {
        var session = one.sessions.open(1, 5);
        clock.now = clock.now.plus(SESSION_LIFETIME.minusDays(1));
        var next = two.sessions.refresh(session.refreshToken());
        clock.now = clock.now.plus(Duration.ofDays(2));

        assertThat(one.sessions.refresh(next.refreshToken()).id()).isEqualTo(session.id());
    }

    @Test
    void whileRedisIsAway_tokensCount_unlessTheyAreKnownToBeDenied_andNobodyWaitsLong() throws IOException {
        var here = new Instance(IMPATIENCE);
        var there = new Instance(IMPATIENCE);
        try {
            var good = token(here.sessions.open(1, 5), "good");
            var bad = token(here.sessions.open(1, 6), "bad");
            here.sessions.endAll(1, 6);
            assertThat(there.denied.isDenied(good)).isFalse();
            server.stop();

            assertThat(here.denied.isDenied(bad)).isTrue();
            assertThat(here.denied.isDenied(good)).isFalse();
            long start = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(there.denied.isDenied(good)).isFalse();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            here.connections.destroy();
            there.connections.destroy();
        }
    }

    @Test
    void whileRedisIsAway_nobodyLogsInOrOut() throws IOException {
        server.stop();
        var nobody = new LettuceConnectionFactory("localhost", port);
        nobody.afterPropertiesSet();
        nobody.start();
        try {
            var redis = new StringRedisTemplate(nobody);
            var properties = new SessionProperties(SESSION_LIFETIME, IMPATIENCE);
            var denied = new DeniedTokens(redis, nobody, properties, clock);
            var sessions = new Sessions(redis, denied, properties, TOKEN_LIFETIME, clock);
            assertThatThrownBy(() -> sessions.open(1, 5)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> sessions.endAll(1, 5)).isInstanceOf(UnavailableException.class);
            assertThatThrownBy(() -> sessions.endTenant(1, List.of(5L))).isInstanceOf(UnavailableException.class);
            assertThat(denied.isDenied(token(new Session(1, 5, "s", "r", clock.now), "a")))
                    .isFalse();
        } finally {
            nobody.destroy();
        }
    }

    private static Jwt token(Session session, String id) {
        return Jwt.withTokenValue(id)
                .header("alg", "none")
                .jti(id)
                .claim("sid", session.id())
                .claim("tenant", session.tenantId())
                .build();
    }
}
