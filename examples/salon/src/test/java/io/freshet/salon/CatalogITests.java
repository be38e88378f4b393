package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.replaceTemplate;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.test.cache.CacheAssertions.assertThatCache;
import static org.assertj.core.api.Assertions.assertThat;

/** Settings and catalog, each test with a tenant to itself. */
@SalonTest
class CatalogITests {

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void settings_areChangedAndReset() {
        var owner = anonymous.login(10, "owner");
        var changed = owner.patch("/api/settings", Map.of("receiptFooter", "Bye", "revision", 7));

        assertThat(changed.number("revision")).isEqualTo(7);
        assertThat(owner.get("/api/settings").body()).isEqualTo(changed.body());
        assertThat(owner.post("/api/settings/reset")
                        .body()
                        .required("receiptFooter")
                        .asString())
                .isEmpty();
        assertProblem(owner.patch("/api/settings", Map.of("taxBasisPoints", -1)), 400);
    }

    @Test
    void settings_areCached_andForgottenWithTheirOwnTablesWritesOnly() {
        var owner = anonymous.login(18, "owner");
        owner.get("/api/settings");
        assertThatCache("settings:singleton")
                .ofTenant("18")
                .isHitFor()
                .dependsOnTable("settings")
                .expiresWithin(Duration.ofHours(1))
                .andNotInvalidatedBy(() -> owner.post("/api/catalog/categories", Map.of("name", "Spa", "position", 9)))
                .isHitFor()
                .andInvalidatedBy(() -> owner.patch("/api/settings", Map.of("receiptFooter", "Bye", "revision", 8)))
                .isMissFor()
                .loadsOnce(() -> {
                    owner.get("/api/settings");
                    owner.get("/api/settings");
                });
    }

    @Test
    void category_isAddedChangedAndDeletedWithItsServices() {
        var manager = anonymous.login(11, "manager");
        long category = manager.post("/api/catalog/categories", Map.of("name", "Spa", "position", 9))
                .number("id");
        var path = "/api/catalog/categories/" + category;
        var service = Map.of("categoryId", category, "name", "Sauna", "priceMinor", 900, "durationMinutes", 60);
        long id = manager.post("/api/catalog/services", service).number("id");

        assertProblem(manager.post("/api/catalog/services", service), 409);
        assertThat(manager.get(path + "/services").body().size()).isEqualTo(1);
        assertThat(manager.patch(path, Map.of("active", false))
                        .body()
                        .required("active")
                        .asBoolean())
                .isFalse();
        assertThat(manager.get("/api/catalog/categories?active=false").body().size())
                .isEqualTo(1);
        assertThat(manager.delete(path).status()).isEqualTo(204);
        assertThat(manager.get(path + "/services").body().size()).isZero();
        assertProblem(manager.patch("/api/catalog/services/" + id, Map.of("priceMinor", 1)), 404);
    }

    @Test
    void deletedService_isNoLongerSoldButStaysInTheFigures() {
        var owner = anonymous.login(12, "owner");
        var line = Map.of("serviceId", service(12), "quantity", 1000);
        owner.post("/api/pos/bills", Map.of("lines", List.of(line)));
        var top = "/api/dashboard/top-services?limit=1&date=" + TODAY;
        var before = owner.get(top);

        assertThat(owner.delete("/api/catalog/services/" + service(12)).status())
                .isEqualTo(204);

        assertProblem(owner.post("/api/pos/bills", Map.of("lines", List.of(line))), 404);
        assertThat(owner.get(top).body()).isEqualTo(before.body());
    }

    @Test
    void addonAndStaffTemplate_areChangedAndDeleted() {
        var owner = anonymous.login(13, "owner");
        var service = "/api/catalog/services/" + service(13);
        var addon = "/api/catalog/addons/"
                + owner.post(service + "/addons", Map.of("name", "Tea", "priceMinor", 5))
                        .number("id");
        long staff = owner.get("/api/dashboard/staff-performance")
                .body()
                .required(0)
                .required("staffId")
                .asLong();
        var template = replaceTemplate(owner, service, staff, 100);

        assertThat(owner.patch(addon, Map.of("priceMinor", 6)).number("priceMinor"))
                .isEqualTo(6);
        assertThat(owner.delete(addon).status()).isEqualTo(204);
        assertThat(owner.patch(template, Map.of("durationMinutes", 5)).number("durationMinutes"))
                .isEqualTo(5);
        assertThat(owner.delete(template).status()).isEqualTo(204);
        assertProblem(owner.delete(template), 404);
    }

    @Test
    void priceList_isImportedAsAWhole() {
        var owner = anonymous.login(14, "owner");
        var header = "category,service,priceMinor,durationMinutes,addon,addonPriceMinor\n";
        var rows = "Haircuts,Fade,12345,30,,\nTanning,Short,900,10,Lotion,300\nTanning,Short,900,10,Goggles,100\n";

        var imported = owner.postCsv("/api/catalog/import", header + rows);

        assertThat(imported.status()).isEqualTo(200);
        assertThat(imported.body().toString()).isEqualTo("{\"categories\":1,\"services\":2,\"addons\":2}");
        assertThat(owner.get("/api/catalog/categories").body().toString()).contains("12345", "Lotion", "Goggles");
        assertProblem(owner.postCsv("/api/catalog/import", header + "Tanning,Long,-1,10,,\n"), 400);
        assertProblem(owner.postCsv("/api/catalog/import", header + "Tanning,Long,cheap,10,,\n"), 400);
    }
}
