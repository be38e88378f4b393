package io.freshet.salon.idempotency;

import io.freshet.salon.problem.UnavailableException;
import io.freshet.salon.tenant.CurrentTenant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What happens while Redis is away: nothing listens on its port. */
class IdempotencyRecordsTests {

    private static final int NOBODY_LISTENS = 1;

    private final LettuceConnectionFactory connections = new LettuceConnectionFactory("localhost", NOBODY_LISTENS);

    @BeforeEach
    void enterTenant() {
        var token = Jwt.withTokenValue("token")
                .header("alg", "none")
                .claim(CurrentTenant.CLAIM, 1)
                .build();
        SecurityContextHolder.getContext().setAuthentication(new JwtAuthenticationToken(token));
        connections.afterPropertiesSet();
        connections.start();
    }

    @AfterEach
    void leaveTenant() {
        connections.destroy();
        SecurityContextHolder.clearContext();
    }

    @Test
    void requestWithKey_isRefusedAndNotDone() {
        assertThatThrownBy(() -> records().once("key", "body", String.class, () -> {
                    throw new AssertionError("must not be done");
                }))
                .isInstanceOf(UnavailableException.class);
    }

    @Test
    void requestWithoutKey_isDone() {
        assertThat(records().once(null, "body", String.class, () -> "done")).isEqualTo("done");
    }

    private IdempotencyRecords records() {
        return new IdempotencyRecords(new StringRedisTemplate(connections), new JsonMapper());
    }
}
