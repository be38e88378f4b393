package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.newBill;
import static io.freshet.salon.SalonSteps.pay;
import static io.freshet.salon.SalonSteps.service;
import static org.assertj.core.api.Assertions.assertThat;

/** Optimistic locking: a change to what has been changed since it was read is refused, wherever something can be changed. */
@SalonTest
class LockingITests {

    private static final long TENANT = 16;

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void staleVersion_isRefused_andTheAnswerToAChangeHasTheNextOne() {
        var owner = anonymous.login(TENANT, "owner");

        things(owner).forEach((path, patch) -> {
            var first = owner.patch(path, patch);
            assertThat(first.status()).as(path).isEqualTo(200);
            long read = first.number("version");
            var other = new HashMap<>(patch);
            patch.forEach((field, value) -> other.put(field, value instanceof Integer n ? n + 1 : value + "x"));

            var second = owner.patch(path, with(other, read));
            assertThat(second.number("version")).as(path).isEqualTo(read + 1);
            assertProblem(owner.patch(path, with(patch, read)), 409);
            assertProblem(owner.patch(path, with(patch, read + 7)), 409);
            assertThat(owner.patch(path, patch).number("version")).as(path).isEqualTo(read + 2);
        });
    }

    /** Whatever can be patched, with a patch that changes it. */
    private static Map<String, Map<String, Object>> things(SalonClient owner) {
        var bill = newBill(owner, TENANT);
        var service = "/api/catalog/services/" + service(TENANT);
        var things = new LinkedHashMap<String, Map<String, Object>>();
        things.put(service, Map.of("name", "Locked cut"));
        things.put(added(owner, "/api/catalog/categories", Map.of("name", "Locks")), Map.of("name", "Padlocks"));
        var addon = owner.post(service + "/addons", Map.of("name", "Key", "priceMinor", 1));
        things.put("/api/catalog/addons/" + addon.number("id"), Map.of("priceMinor", 2));
        var expense = Map.of("category", "Locks", "description", "", "amountMinor", 1);
        things.put(added(owner, "/api/expenses", expense), Map.of("amountMinor", 2));
        things.put(bill + "/payments/" + pay(owner, bill, 1, false).number("id"), Map.of("amountMinor", 2));
        things.put(added(owner, "/api/clients", Map.of("name", "Locke")), Map.of("name", "John Locke"));
        things.put(added(owner, "/api/customers", Map.of("name", "Locke")), Map.of("name", "John Locke"));
        var staff = added(owner, "/api/staff", Map.of("name", "Locke", "title", "Barber"));
        things.put(staff, Map.of("title", "Locksmith"));
        long staffId = Long.parseLong(staff.substring(staff.lastIndexOf('/') + 1));
        var template = Map.of("staffId", staffId, "priceMinor", 1, "durationMinutes", 1);
        things.put(added(owner, service + "/staff-templates", template), Map.of("priceMinor", 2));
        var user = Map.of("email", "l@o.example", "name", "L", "role", "BARBER", "password", "under lock and key");
        things.put(added(owner, "/api/users", user), Map.of("name", "Locke"));
        return things;
    }

    private static String added(SalonClient owner, String path, Object body) {
        Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(path).isEqualTo(201);
        return path + "/" + answer.number("id");
    }

    private static Map<String, Object> with(Map<String, Object> patch, long version) {
        var result = new HashMap<>(patch);
        result.put("version", version);
        return result;
    }
}
