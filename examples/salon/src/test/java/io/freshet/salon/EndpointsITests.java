package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What the salon can do to its data, written down once more: whoever adds, renames or loses an endpoint has to say so here. */
@SalonTest
class EndpointsITests {

    private static final List<String> SESSIONS =
            List.of("POST /auth/login", "POST /auth/refresh", "POST /auth/logout", "POST /auth/logout-all");

    private static final List<String> SETTINGS = List.of("PATCH /settings", "POST /settings/reset");

    private static final List<String> CATALOG = List.of(
            "POST /catalog/categories",
            "PATCH /catalog/categories/{}",
            "DELETE /catalog/categories/{}",
            "POST /catalog/services",
            "PATCH /catalog/services/{}",
            "DELETE /catalog/services/{}",
            "POST /catalog/services/{}/addons",
            "PATCH /catalog/addons/{}",
            "DELETE /catalog/addons/{}",
            "POST /catalog/services/{}/staff-templates",
            "PATCH /catalog/services/{}/staff-templates/{}",
            "DELETE /catalog/services/{}/staff-templates/{}",
            "POST /catalog/import");

    private static final List<String> POINT_OF_SALE = List.of(
            "POST /pos/bills",
            "POST /pos/bills/{}/payments",
            "PATCH /pos/bills/{}/payments/{}",
            "DELETE /pos/bills/{}/payments/{}",
            "POST /pos/bills/{}/complete",
            "POST /pos/bills/{}/void",
            "POST /pos/bills/{}/refund",
            "POST /pos/pending-payments/collect",
            "POST /pos/cash-drawer/open",
            "POST /pos/cash-drawer/close",
            "POST /payments/{}/confirm",
            "POST /payments/{}/refund");

    private static final List<String> BACK_OFFICE = List.of(
            "POST /expenses",
            "PATCH /expenses/{}",
            "DELETE /expenses/{}",
            "POST /purchases/suppliers",
            "PATCH /purchases/suppliers/{}",
            "POST /purchases/invoices",
            "PATCH /purchases/invoices/{}",
            "POST /purchases/invoices/{}/edit",
            "POST /purchases/invoices/{}/receive",
            "POST /purchases/payments",
            "POST /inventory/suppliers",
            "PATCH /inventory/suppliers/{}",
            "POST /inventory/categories",
            "POST /inventory/skus",
            "PATCH /inventory/skus/{}",
            "POST /inventory/change-requests",
            "POST /inventory/change-requests/{}/approve",
            "POST /inventory/change-requests/{}/reject",
            "POST /sales/quotes",
            "PUT /sales/quotes/{}",
            "DELETE /sales/quotes/{}",
            "POST /sales/quotes/{}/accept");

    private static final List<String> VISITS = List.of(
            "POST /appointments",
            "PATCH /appointments/{}",
            "DELETE /appointments/{}",
            "PATCH /appointments/{}/notes",
            "POST /appointments/{}/check-in",
            "POST /appointments/{}/start",
            "POST /appointments/{}/complete",
            "POST /appointments/{}/reschedule",
            "POST /appointments/{}/cancel",
            "POST /walkins",
            "POST /walkins/bulk",
            "PATCH /walkins/session/{}/customer",
            "POST /walkins/{}/start",
            "POST /walkins/{}/complete",
            "POST /walkins/{}/cancel",
            "PATCH /walkins/{}/notes",
            "PUT /barbers/{}/schedule",
            "POST /barbers/{}/time-off",
            "DELETE /barbers/{}/time-off/{}",
            "POST /bookings",
            "POST /bookings/{}/confirm",
            "POST /bookings/{}/cancel");

    private static final List<String> PEOPLE = List.of(
            "POST /clients",
            "PATCH /clients/{}",
            "DELETE /clients/{}",
            "POST /customers",
            "PATCH /customers/{}",
            "DELETE /customers/{}",
            "POST /users",
            "PATCH /users/{}",
            "DELETE /users/{}",
            "POST /users/{}/reset-password",
            "POST /staff",
            "PATCH /staff/{}",
            "DELETE /staff/{}",
            "POST /attendance",
            "PATCH /attendance/{}",
            "POST /attendance/my-attendance/mark",
            "POST /tenants",
            "DELETE /tenants/{}");

    /** The reads that are cached, one for each cache. */
    private static final List<String> CACHED_READS = List.of(
            "GET /settings",
            "GET /catalog/categories",
            "GET /catalog/categories/{}/services",
            "GET /dashboard/metrics",
            "GET /dashboard/comparison",
            "GET /dashboard/hourly",
            "GET /dashboard/trends",
            "GET /dashboard/top-services",
            "GET /dashboard/staff-performance",
            "GET /dashboard/kpis",
            "GET /dashboard/expenses-monthly",
            "GET /dashboard/top-clients",
            "GET /analytics/users/{}/six-figure",
            "GET /analytics/users/{}/revenue",
            "GET /analytics/users/{}/dashboard-summary",
            "GET /inventory/categories/{}/skus",
            "GET /inventory/skus/{}/stock",
            "GET /sales/quotes/summary",
            "GET /attendance",
            "GET /bookings/stats",
            "GET /bookings/availability",
            "GET /barbers/{}/availability",
            "GET /barbers/{}/booked-slots",
            "GET /barbers/{}/schedule",
            "GET /barbers/{}/appointment-stats",
            "GET /users/me",
            "GET /clients",
            "GET /sales/quotes",
            "GET /staff",
            "GET /customers");

    private static final Map<String, String> SHOWN_WITH = Map.of(
            "GET /pos/bills/{}/payments/{}", "GET /pos/bills/{}",
            "GET /catalog/addons/{}", "GET /catalog/categories/{}/services",
            "GET /catalog/services/{}/staff-templates/{}", "GET /catalog/categories/{}/services",
            "GET /attendance/{}", "GET /attendance");

    private List<ApiDescription.Operation> operations = List.of();

    @BeforeEach
    void read(@LocalServerPort int port) {
        operations = ApiDescription.of(SalonClient.anonymous("http://localhost:" + port))
                .operations();
    }

    @Test
    void changes_areThese_andNoOthers() {
        var expected = Stream.of(SESSIONS, SETTINGS, CATALOG, POINT_OF_SALE, BACK_OFFICE, VISITS, PEOPLE)
                .flatMap(List::stream)
                .toList();

        assertThat(operations.stream().filter(ApiDescription.Operation::isMutation))
                .extracting(EndpointsITests::name)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyCachedRead_hasAnEndpoint() {
        assertThat(operations).extracting(EndpointsITests::name).containsAll(CACHED_READS);
    }

    /** What has a page of its own, or is shown with what it is a part of. */
    @Test
    void whatCanBeChanged_canBeRead() {
        assertThat(operations).extracting(EndpointsITests::name).containsAll(SHOWN_WITH.values());
        var names = operations.stream().map(EndpointsITests::name).toList();
        var unreadable = names.stream()
                .filter(name -> name.matches("(PATCH|PUT) .*\\{}"))
                .map(name -> name.replaceFirst("PATCH|PUT", "GET"))
                .filter(name -> !names.contains(name) && !SHOWN_WITH.containsKey(name));

        assertThat(unreadable).isEmpty();
    }

    private static String name(ApiDescription.Operation operation) {
        var path = operation.path().replaceFirst("^/api", "").replaceAll("\\{[^}]+}", "{}");
        return operation.method() + " " + path;
    }
}
