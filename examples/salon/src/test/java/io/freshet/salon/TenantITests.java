package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.METRICS;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;

/** Salons that are opened and closed. */
@SalonTest
class TenantITests {

    private static final String PASSWORD = "a new beginning";

    @Autowired
    private JdbcClient database;

    @Autowired
    private StringRedisTemplate redis;

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void salon_isOpenedWithSettingsAndAnOwner() {
        long tenant = open("Open", "open@chain.example");
        var owner = anonymous.as(anonymous.login(tenant, "open@chain.example", PASSWORD));

        var settings = owner.get("/api/settings");
        assertThat(settings.body().required("businessName").asString()).isEqualTo("Open");
        assertThat(settings.body().required("currency").asString()).isEqualTo("CHF");
        assertThat(owner.get("/api/users").number("total")).isEqualTo(1);
        assertThat(owner.get(METRICS).number("bills")).isZero();
        assertProblem(anonymous.login(1, "open@chain.example", PASSWORD), 401);
    }

    @Test
    void wrongSalon_isRefused() {
        var owner = anonymous.login(1, "owner");
        var tenants = count("tenant", "id is not null");

        assertProblem(owner.post("/api/tenants", Map.of("name", "No owner")), 400);
        assertProblem(owner.post("/api/tenants", order("X", "nobody", "Europe/Berlin")), 400);
        assertProblem(owner.post("/api/tenants", order("X", "x@chain.example", "Europe/Nowhere")), 400);
        assertThat(count("tenant", "id is not null")).isEqualTo(tenants);
    }

    @Test
    void anothersSalon_isClosedByNobody() {
        assertProblem(anonymous.login(1, "owner").delete("/api/tenants/2"), 404);
        assertProblem(anonymous.login(1, "manager").delete("/api/tenants/1"), 403);
        assertThat(anonymous.login(2, "owner").get("/api/settings").status()).isEqualTo(200);
    }

    @Test
    void closedSalon_takesEverythingAlong_andNobodyElsesEntries() {
        long tenant = open("Closed", "closed@chain.example");
        var tokens = anonymous.login(tenant, "closed@chain.example", PASSWORD);
        var owner = anonymous.as(tokens);
        fill(owner);
        var others = new CachedGet(anonymous.login(1, "owner"), "/api/clients?size=7");
        new CachedGet(owner, "/api/clients").primed();

        others.keptBy(() ->
                assertThat(owner.delete("/api/tenants/" + tenant).status()).isEqualTo(204));

        assertThat(tenantTables())
                .hasSizeGreaterThan(15)
                .allSatisfy(table -> assertThat(count(table, "tenant_id = " + tenant))
                        .as(table)
                        .isZero());
        assertThat(count("tenant", "id = " + tenant)).isZero();
        assertThatCache("settings:singleton").ofTenant(Long.toString(tenant)).isMissFor();
        assertProblem(owner.get("/api/clients"), 401);
        assertProblem(owner.delete("/api/tenants/" + tenant), 401);
        assertProblem(anonymous.login(tenant, "closed@chain.example", PASSWORD), 401);
        var refresh = Map.of("refreshToken", tokens.body().required("refreshToken"));
        assertProblem(anonymous.post("/api/auth/refresh", refresh), 401);
        assertThat(redis.keys("salon:sessions:" + tenant + ":*")).isEmpty();

        // As on an instance that has not heard of it when Redis has gone.
        redis.opsForZSet().remove("salon:denied", "tenant:" + tenant);
        assertProblem(owner.get("/api/clients"), 404);
    }

    @Test
    void everyTable_losesTheRowsOfADeletedTenant() {
        var keeping = database.sql("""
                        select conrelid::regclass::text from pg_constraint
                        where contype = 'f' and confrelid = 'tenant'::regclass and confdeltype <> 'c'""").query(String.class).list();

        assertThat(keeping).isEmpty();
        var referring = database.sql("""
                        select conrelid::regclass::text from pg_constraint
                        where contype = 'f' and confrelid = 'tenant'::regclass""").query(String.class).list();
        assertThat(referring).containsAll(tenantTables());
    }

    private long open(String name, String email) {
        var answer = anonymous.login(1, "owner").post("/api/tenants", order(name, email, "Europe/Zurich"));
        assertThat(answer.status()).isEqualTo(201);
        return answer.number("id");
    }

    private static Map<String, Object> order(String name, String email, String zone) {
        var owner = Map.of("email", email, "name", "Olga Owner", "password", PASSWORD);
        return Map.of("name", name, "timeZone", zone, "currency", "CHF", "owner", owner);
    }

    /** Something of everything that refers to something else. */
    private static void fill(SalonClient owner) {
        var category = owner.post("/api/catalog/categories", Map.of("name", "All"));
        var service = Map.of("categoryId", category.number("id"), "name", "All", "priceMinor", 9, "durationMinutes", 9);
        long serviceId = owner.post("/api/catalog/services", service).number("id");
        long staffId = owner.post("/api/staff", Map.of("name", "Sam", "title", "Barber", "userId", me(owner)))
                .number("id");
        long clientId = owner.post("/api/clients", Map.of("name", "Clara")).number("id");
        owner.post(
                "/api/catalog/services/" + serviceId + "/staff-templates",
                Map.of("staffId", staffId, "priceMinor", 8, "durationMinutes", 8));
        owner.post("/api/catalog/services/" + serviceId + "/addons", Map.of("name", "More", "priceMinor", 1));
        var line = Map.of("serviceId", serviceId, "staffId", staffId);
        var bill = owner.post("/api/pos/bills", Map.of("clientId", clientId, "lines", List.of(line)));
        owner.post("/api/pos/bills/" + bill.number("id") + "/payments", Map.of("method", "CASH", "amountMinor", 8));
        owner.post("/api/pos/cash-drawer/open", Map.of("openingMinor", 1));
        owner.post("/api/expenses", Map.of("category", "All", "description", "", "amountMinor", 1));
        owner.post("/api/customers", Map.of("name", "Willi"));
        assertThat(owner.post("/api/attendance/my-attendance/mark").status()).isEqualTo(200);
    }

    private static long me(SalonClient owner) {
        return owner.get("/api/users/me").number("id");
    }

    private List<String> tenantTables() {
        return database.sql("""
                        select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
                        where a.attname = 'tenant_id' and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace""").query(String.class).list();
    }

    private long count(String table, String condition) {
        return database.sql("select count(*) from " + table + " where " + condition)
                .query(Long.class)
                .single();
    }
}
