package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What the tests do and expect again and again. */
final class SalonSteps {

    static final String TODAY = OneDay.TODAY.toString();
    static final String METRICS = "/api/dashboard/metrics?date=" + TODAY;

    private SalonSteps() {}

    /** A service of the tenant, as the demo data number them. */
    static long service(long tenant) {
        return (tenant - 1) * 64 + 1;
    }

    static String newBill(SalonClient client, long tenant) {
        var bill = client.post("/api/pos/bills", Map.of("lines", List.of(Map.of("serviceId", service(tenant)))));
        assertThat(bill.status()).isEqualTo(201);
        return "/api/pos/bills/" + bill.number("id");
    }

    static long total(SalonClient client, String bill) {
        return client.get(bill).number("totalMinor");
    }

    static Answer pay(SalonClient client, String bill, long amountMinor, boolean pending) {
        return client.post(
                bill + "/payments", Map.of("method", "CARD", "amountMinor", amountMinor, "pending", pending));
    }

    /** Adds a staff template where the demo data may have one already. */
    static String replaceTemplate(SalonClient owner, String service, long staff, long priceMinor) {
        var templates = service + "/staff-templates";
        for (var template : owner.patch(service, Map.of()).body().required("staffTemplates")) {
            owner.delete(templates + "/" + template.required("id").asLong());
        }
        var template = Map.of("staffId", staff, "priceMinor", priceMinor, "durationMinutes", 20);
        return templates + "/" + owner.post(templates, template).number("id");
    }

    static void assertGrowth(Answer before, Answer after, Map<String, Long> expected) {
        var growth = new HashMap<String, Long>();
        expected.keySet().forEach(field -> growth.put(field, after.number(field) - before.number(field)));
        assertThat(growth).isEqualTo(expected);
    }

    static void assertProblem(Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.number("status")).isEqualTo(status);
    }
}
