package io.freshet.salon;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in and who is not, whatever then comes of it: most of these requests are about what does not exist. */
@SalonTest
class RoleITests {

    private static final List<String> ROLES = List.of("owner", "manager", "desk", "barber");

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /api/tenants/0,                     1",
        "POST,   /api/tenants,                       1",
        "PATCH,  /api/settings,                      2",
        "POST,   /api/catalog/categories,            2",
        "DELETE, /api/catalog/services/0,            2",
        "GET,    /api/users,                         2",
        "GET,    /api/users/0,                       2",
        "GET,    /api/users/me,                      4",
        "PATCH,  /api/users/0,                       2",
        "POST,   /api/staff,                         2",
        "GET,    /api/staff,                         4",
        "POST,   /api/attendance,                    2",
        "POST,   /api/attendance/my-attendance/mark, 4",
        "POST,   /api/clients,                       4",
        "DELETE, /api/clients/0,                     2",
        "PATCH,  /api/customers/0,                   4",
        "DELETE, /api/customers/0,                   2",
        "POST,   /api/pos/bills,                     4",
        "POST,   /api/pos/bills/0/complete,          4",
        "POST,   /api/pos/bills/0/void,              3",
        "POST,   /api/pos/bills/0/refund,            3",
        "POST,   /api/pos/cash-drawer/open,          3",
        "POST,   /api/expenses,                      3",
        "DELETE, /api/expenses/0,                    3",
        "POST,   /api/nowhere,                       0"
    })
    void request_isAllowedToTheFirstOfTheRoles(String method, String path, int allowed) {
        for (int i = 0; i < ROLES.size(); i++) {
            var client = anonymous.login(2, ROLES.get(i));
            var answer = switch (method) {
                case "POST" -> client.post(path, List.of());
                case "PATCH" -> client.patch(path, List.of());
                case "DELETE" -> client.delete(path);
                default -> client.get(path);
            };
            assertThat(answer.status() == 403).as(ROLES.get(i) + " " + path).isEqualTo(i >= allowed);
        }
    }

    /** What is described and changes something has a rule: what has none is forbidden to everybody. */
    @Test
    void everyMutation_isAllowedToTheOwner() {
        var owner = anonymous.login(2, "owner");
        var paths = anonymous.get("/v3/api-docs").body().required("paths");

        assertThat(paths.propertyStream()
                        .filter(path -> path.getKey().startsWith("/api/"))
                        .flatMap(path -> StreamSupport.stream(
                                        path.getValue().properties().spliterator(), false)
                                .map(method -> Map.entry(method.getKey(), path.getKey()))))
                .hasSizeGreaterThan(60)
                .filteredOn(operation -> !operation.getKey().equals("get"))
                .filteredOn(operation -> !operation.getValue().startsWith("/api/auth/"))
                .isNotEmpty()
                .allSatisfy(operation -> assertThat(owner.send(
                                        operation.getKey().toUpperCase(Locale.ROOT),
                                        operation.getValue().replaceAll("\\{\\w+}", "0"),
                                        List.of())
                                .status())
                        .isNotIn(401, 403, 405, 500));
    }
}
