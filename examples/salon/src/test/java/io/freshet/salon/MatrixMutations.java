package io.freshet.salon;

import io.freshet.salon.ApiDescription.Operation;
import io.freshet.salon.SalonClient.Answer;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Makes every mutation of the description possible: whatever its path names is made first, by the POST to where it lies, and brought as far as the
 * mutation wants it. Only what that does not do is written down here.
 */
final class MatrixMutations {

    private static final String PAYMENTS = "/api/pos/bills/{billId}/payments";
    private static final Set<String> REFERENCES =
            Set.of("staffId", "barberId", "clientId", "serviceId", "supplierId", "skuId");
    private static final Set<String> WITH_PENDING_PAYMENTS =
            Set.of("POST /api/payments/{id}/confirm", "POST /api/pos/pending-payments/collect");
    private static final Set<String> ELSEWHEN =
            Set.of("POST /api/appointments/{id}/reschedule", "PATCH /api/expenses/{id}");

    /** A mutation that can be sent. */
    record Attempt(
            SalonClient client,
            Operation operation,
            String address,
            @Nullable Object body) {

        Answer send() {
            if (body instanceof String csv) {
                return client.postCsv(address, csv);
            }
            return client.send(operation.method(), address, body == null ? Map.of() : body);
        }
    }

    private final ApiDescription api;
    private final MatrixSalon salon;
    private final ExampleBody bodies;

    /** Whose ids are not those of what a POST to where they lie makes. */
    private final Map<String, LongSupplier> ids;

    /** What is done to the thing at a path before the mutation. */
    private final Map<String, Consumer<String>> steps;

    /** Who does it, if it is not the owner of the salon, by the path. */
    private final Map<String, Supplier<SalonClient>> callers;

    private boolean isPending;
    private long another;
    private int days;
    private int appointments;
    private int bookings;

    MatrixMutations(ApiDescription api, MatrixSalon salon) {
        this.api = api;
        this.salon = salon;
        this.bodies = new ExampleBody(api, this::known);
        this.ids = Map.of(
                "/api/barbers", () -> salon.id("barberId"),
                "/api/catalog/addons",
                        () -> make("/api/catalog/services/{serviceId}/addons").number("id"),
                "/api/payments", () -> make(PAYMENTS).number("id"),
                "/api/walkins/session", () -> make("/api/walkins").number("sessionId"),
                "/api/tenants", () -> another = salon.openAnother());
        this.steps = steps();
        this.callers = Map.of(
                "POST /api/auth/logout",
                salon::ownerAnew,
                "POST /api/auth/logout-all",
                () -> salon.login(make("/api/users")),
                "POST /api/attendance/my-attendance/mark",
                salon::barber,
                "DELETE /api/tenants/{id}",
                () -> salon.ownerOf(another));
    }

    private Map<String, Consumer<String>> steps() {
        return Map.ofEntries(
                entry("POST /api/appointments/{id}/start", path -> post(path + "/check-in")),
                entry("POST /api/appointments/{id}/complete", path -> post(path + "/check-in", path + "/start")),
                entry("POST /api/walkins/{id}/complete", path -> post(path + "/start")),
                entry("POST /api/pos/bills/{id}/complete", this::pay),
                entry("POST /api/pos/bills/{id}/refund", path -> {
                    pay(path);
                    post(path + "/complete");
                }),
                entry(
                        "POST /api/pos/cash-drawer/open",
                        path -> salon.owner().post(path + "/close", Map.of("countedMinor", 1))),
                entry(
                        "POST /api/pos/cash-drawer/close",
                        path -> salon.owner().post(path + "/open", Map.of("openingMinor", 1))));
    }

    /** Makes whatever the mutation needs, and the request. */
    Attempt prepare(Operation operation) {
        isPending = WITH_PENDING_PAYMENTS.contains(operation.toString());
        if (operation.path().startsWith("/api/bookings")) {
            salon.workAllWeek();
        }
        var address = address(operation);
        var step = steps.get(operation.toString());
        if (step != null) {
            step.accept(address.substring(0, address.lastIndexOf('/')));
        }
        var caller = callers.getOrDefault(operation.toString(), salon::owner).get();
        return new Attempt(caller, operation, address, bodies.of(operation));
    }

    /** Makes one more of what a POST to the path makes. */
    Answer make(String path) {
        var operation = maker(path);
        return make(operation, address(operation));
    }

    private Answer make(Operation operation, String address) {
        var answer = salon.owner().send("POST", address, bodies.of(operation));
        assertThat(answer.status()).as(operation + ": " + answer.body()).isLessThan(300);
        return answer;
    }

    private Operation maker(String path) {
        return api.operations().stream()
                .filter(one -> one.toString().equals("POST " + path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing makes what is under " + path));
    }

    /** The path, with everything in it made. */
    private String address(Operation operation) {
        var template = operation.path();
        var address = template;
        for (int start = template.indexOf('{'); start >= 0; start = template.indexOf('{', start + 1)) {
            var variable = template.substring(start, template.indexOf('}', start) + 1);
            var made = address.substring(0, address.indexOf(variable) - 1);
            address = address.replace(variable, Long.toString(id(template.substring(0, start - 1), made)));
        }
        return address;
    }

    private long id(String collection, String address) {
        return ids.containsKey(collection)
                ? ids.get(collection).getAsLong()
                : make(maker(collection), address).number("id");
    }

    private @Nullable Object known(Operation operation, String field) {
        return switch (field) {
            case "pending" -> isPending;
            case "paymentIds" -> List.of(make(PAYMENTS).number("id"));
            case "refreshToken" -> salon.refreshToken();
            case "date" -> date(operation);
            case "from", "to" -> salon.yesterday();
            case "time" -> time(operation);
            case "categoryId" ->
                salon.id(operation.path().startsWith("/api/inventory") ? "skuCategoryId" : "categoryId");
            default -> REFERENCES.contains(field) ? salon.id(field) : null;
        };
    }

    private LocalDate date(Operation operation) {
        if (operation.path().startsWith("/api/attendance")) {
            days += salon.today().getDayOfMonth() == days + 1 ? 2 : 1;
            return YearMonth.from(salon.today()).atDay(days);
        }
        return ELSEWHEN.contains(operation.toString()) ? salon.yesterday() : salon.today();
    }

    /** Nobody's time is taken twice: bookings are in the afternoon, appointments before. */
    private String time(Operation operation) {
        return operation.path().startsWith("/api/bookings")
                ? LocalTime.of(14, 0).plusMinutes(30L * bookings++).toString()
                : LocalTime.MIDNIGHT.plusMinutes(50L * appointments++).toString();
    }

    private void pay(String bill) {
        long total = salon.owner().get(bill).number("totalMinor");
        post(bill + "/payments", Map.of("method", "CARD", "amountMinor", total));
    }

    private void post(String... paths) {
        for (var path : paths) {
            post(path, Map.of());
        }
    }

    private void post(String path, Object body) {
        var answer = salon.owner().post(path, body);
        assertThat(answer.status()).as(path + ": " + answer.body()).isLessThan(300);
    }
}
