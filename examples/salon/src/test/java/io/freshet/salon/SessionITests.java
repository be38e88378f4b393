package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.service;
import static org.assertj.core.api.Assertions.assertThat;

/** Logging in, going on and logging out, with users of the first tenant that each test adds. */
@SalonTest
class SessionITests {

    private static final String PASSWORD = "open sesame";

    @Autowired
    private StringRedisTemplate redis;

    private SalonClient anonymous = SalonClient.anonymous("");
    private SalonClient owner = anonymous;

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
        owner = anonymous.login(1, "owner");
    }

    @Test
    void refreshToken_worksOnce_andReuseEndsTheSession() {
        addUser("refresh");
        var first = login("refresh");
        var second = refresh(first);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body().required("refreshToken"))
                .isNotEqualTo(first.body().required("refreshToken"));
        assertWorks(first, true);
        assertWorks(second, true);
        assertProblem(refresh(first), 401);
        assertProblem(refresh(second), 401);
        assertWorks(first, false);
        assertWorks(second, false);
        assertWorks(login("refresh"), true);
    }

    @Test
    void wrongRefreshToken_isRefused_whateverItIs() {
        addUser("wrong");
        var token = login("wrong").body().required("refreshToken").asString();

        for (var wrong : new String[] {"x", "1.2.3", "a.b.c.d", "1.2.3.4", "1.99999999999999999999.x.y", "....."}) {
            assertProblem(anonymous.post("/api/auth/refresh", Map.of("refreshToken", wrong)), 401);
        }
        assertProblem(anonymous.post("/api/auth/refresh", Map.of("refreshToken", "")), 400);
        assertProblem(anonymous.post("/api/auth/refresh", Map.of()), 400);
        var foreign = "2" + token.substring(1);
        assertProblem(anonymous.post("/api/auth/refresh", Map.of("refreshToken", foreign)), 401);
        assertThat(anonymous
                        .post("/api/auth/refresh", Map.of("refreshToken", token))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void logout_endsOneSession() {
        addUser("logout");
        var here = login("logout");
        var there = login("logout");

        assertThat(anonymous.as(here).post("/api/auth/logout").status()).isEqualTo(204);

        assertWorks(here, false);
        assertProblem(refresh(here), 401);
        assertWorks(there, true);
        assertThat(refresh(there).status()).isEqualTo(200);
    }

    @Test
    void logoutAll_endsAllSessions() {
        addUser("everywhere");
        var here = login("everywhere");
        var there = refresh(login("everywhere"));

        assertThat(anonymous.as(here).post("/api/auth/logout-all").status()).isEqualTo(204);

        assertWorks(here, false);
        assertWorks(there, false);
        assertProblem(refresh(there), 401);
        assertWorks(login("everywhere"), true);
    }

    @Test
    void anotherRoleOrPassword_andDeletion_endAllSessions() {
        var user = addUser("changed");
        var asDesk = login("changed");

        owner.patch(user, Map.of("name", "Same role"));
        assertWorks(asDesk, true);
        owner.patch(user, Map.of("role", "BARBER"));
        assertWorks(asDesk, false);
        assertProblem(refresh(asDesk), 401);
        var asBarber = login("changed");
        owner.post(user + "/reset-password", Map.of("password", PASSWORD));
        assertWorks(asBarber, false);
        var last = login("changed");
        owner.delete(user);
        assertWorks(last, false);
        assertProblem(refresh(last), 401);
    }

    @Test
    void sessionsDenialsAndIdempotencyRecords_haveNoTimeToLive_andOutliveWhateverIsSwitchedOffOrForgotten() {
        addUser("kept");
        var kept = login("kept");
        var denied = login("kept");
        anonymous.as(denied).post("/api/auth/logout");
        owner.post("/api/pos/bills", Map.of("lines", List.of(Map.of("serviceId", service(1)))), "kept");
        var keys = redis.keys("salon:*");

        assertThat(keys)
                .contains("salon:denied", "salon:idempotency:{1}")
                .anyMatch(key -> key.startsWith("salon:sessions:1:"));
        assertThat(keys).allSatisfy(key -> assertThat(redis.getExpire(key)).isEqualTo(-1));
        anonymous.post("/actuator/freshet", Map.of("scope", "tenant:1", "setting", "off", "value", "true"));
        try {
            assertWorks(denied, false);
            assertThat(refresh(kept).status()).isEqualTo(200);
        } finally {
            anonymous.post("/actuator/freshet", Map.of("scope", "tenant:1", "setting", "off"));
        }
    }

    private String addUser(String name) {
        var user = Map.of("email", mail(name), "name", name, "role", "FRONT_DESK", "password", PASSWORD);
        return "/api/users/" + owner.post("/api/users", user).number("id");
    }

    private Answer login(String name) {
        return anonymous.login(1, mail(name), PASSWORD);
    }

    private Answer refresh(Answer tokens) {
        return anonymous.post(
                "/api/auth/refresh",
                Map.of("refreshToken", tokens.body().required("refreshToken").asString()));
    }

    private void assertWorks(Answer tokens, boolean expected) {
        assertThat(anonymous.as(tokens).get("/api/users/me").status()).isEqualTo(expected ? 200 : 401);
    }

    private static String mail(String name) {
        return name + "@tenant1.example";
    }
}
