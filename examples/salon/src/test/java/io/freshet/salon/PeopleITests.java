package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;

import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.assertProblem;
import static io.freshet.salon.SalonSteps.service;
import static org.assertj.core.api.Assertions.assertThat;

/** Users, staff, customers, clients and attendance, each test with a tenant to itself. */
@SalonTest
class PeopleITests {

    private static final YearMonth THIS_MONTH = YearMonth.from(OneDay.TODAY);

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void user_isAddedChangedAndDeleted() {
        var owner = anonymous.login(19, "owner");
        var added = owner.post("/api/users", newUser("Nina@Tenant19.example", "FRONT_DESK"));
        var user = "/api/users/" + added.number("id");

        assertThat(added.status()).isEqualTo(201);
        assertThat(text(added, "email")).isEqualTo("nina@tenant19.example");
        assertThat(added.body().has("password")).isFalse();
        assertThat(added.body().has("passwordHash")).isFalse();
        assertProblem(owner.post("/api/users", newUser("nina@tenant19.example", "BARBER")), 409);
        assertThat(text(owner.patch(user, Map.of("name", "Nina Alt")), "name")).isEqualTo("Nina Alt");
        assertThat(owner.get("/api/users?size=2").number("total")).isEqualTo(5);
        assertThat(owner.delete(user).status()).isEqualTo(204);
        assertProblem(owner.get(user), 404);
        assertProblem(owner.delete(user), 404);
        assertProblem(anonymous.login(19, "nina@tenant19.example", "a new beginning"), 401);
    }

    @Test
    void wrongUser_isRefused() {
        var owner = anonymous.login(19, "owner");

        assertProblem(owner.post("/api/users", Map.of("email", "nobody", "name", "", "role", "BARBER")), 400);
        assertProblem(owner.post("/api/users", newUser("x@tenant19.example", "EMPEROR")), 400);
        assertProblem(
                owner.post(
                        "/api/users",
                        Map.of("email", "x@y.example", "name", "X", "role", "BARBER", "password", "ü".repeat(40))),
                400);
        assertProblem(owner.patch("/api/users/0", Map.of("name", "X")), 404);
        assertProblem(owner.post("/api/users/0/reset-password", Map.of("password", "another one")), 404);
    }

    @Test
    void profile_isForgottenWithItsOwnChangesOnly_andNotWithAPassword() {
        var owner = anonymous.login(20, "owner");
        var user = "/api/users/" + id(owner.post("/api/users", newUser("p@tenant20.example", "BARBER")));
        var other = "/api/users/" + id(owner.post("/api/users", newUser("o@tenant20.example", "BARBER")));

        new CachedGet(owner, user)
                .keptBy(() -> owner.patch(other, Map.of("name", "Other")))
                .keptBy(() -> owner.post(user + "/reset-password", Map.of("password", "yet another one")))
                .renewedBy(() -> owner.patch(user, Map.of("name", "Changed")));
        var himself = anonymous.as(anonymous.login(20, "p@tenant20.example", "yet another one"));
        assertThat(himself.get("/api/users/me").body())
                .isEqualTo(owner.get(user).body());
        assertProblem(himself.get(user), 403);
    }

    @Test
    void owners_areTouchedByOwnersOnly_andTheLastOneStays() {
        var owner = anonymous.login(21, "owner");
        var manager = anonymous.login(21, "manager");
        var self = "/api/users/" + owner.get("/api/users/me").number("id");

        assertProblem(manager.post("/api/users", newUser("second@tenant21.example", "OWNER")), 403);
        assertProblem(manager.patch(self, Map.of("name", "Mine")), 403);
        assertProblem(manager.delete(self), 403);
        assertProblem(manager.post(self + "/reset-password", Map.of("password", "taken over")), 403);
        assertProblem(owner.delete(self), 409);
        assertProblem(owner.patch(self, Map.of("role", "BARBER")), 409);
        owner.post("/api/users", newUser("second@tenant21.example", "OWNER"));
        assertThat(text(owner.patch(self, Map.of("role", "MANAGER")), "role")).isEqualTo("MANAGER");
    }

    @Test
    void staff_isTakenOnChangedAndDeleted_andStaysInTheBills() {
        var owner = anonymous.login(22, "owner");
        var list = new CachedGet(owner, "/api/staff");
        var added = owner.post("/api/staff", Map.of("name", "Sam Shears", "title", "Stylist"));
        var staff = "/api/staff/" + id(added);
        var line = Map.of("serviceId", service(22), "staffId", id(added));
        assertThat(owner.post("/api/pos/bills", Map.of("lines", List.of(line))).status())
                .isEqualTo(201);

        assertThat(owner.get(staff).body()).isEqualTo(added.body());
        list.renewedBy(() -> owner.patch(staff, Map.of("title", "Senior stylist")))
                .keptBy(() -> owner.post("/api/clients", Map.of("name", "No matter")))
                .renewedBy(() -> assertThat(owner.delete(staff).status()).isEqualTo(204))
                .renewedBy(() -> owner.post("/api/staff", Map.of("name", "Tom", "title", "Barber")));
        assertProblem(owner.get(staff), 404);
        assertProblem(owner.post("/api/pos/bills", Map.of("lines", List.of(line))), 404);
        assertProblem(owner.post("/api/staff", Map.of("name", "", "title", "Barber")), 400);
        assertProblem(owner.post("/api/staff", Map.of("name", "X", "title", "Barber", "userId", 1)), 404);
        assertProblem(owner.patch("/api/staff/1", Map.of("title", "Stolen")), 404);
    }

    @Test
    void clients_areListedInPages_eachAsTheSourceSays() {
        var owner = anonymous.login(23, "owner");
        var all = new CachedGet(owner, "/api/clients?page=0&size=10");
        var some = new CachedGet(owner, "/api/clients?name=zyx%25&size=10");
        var added = owner.post("/api/clients", Map.of("name", "AAA zYx% Client", "phone", "1"));
        var client = "/api/clients/" + id(added);

        assertThat(added.status()).isEqualTo(201);
        assertThat(owner.get(some.path()).number("total")).isEqualTo(1);
        some.renewedBy(() -> owner.patch(client, Map.of("email", "a@client.example")))
                .keptBy(() -> owner.post("/api/customers", Map.of("name", "No matter")));
        all.renewedBy(() -> owner.patch(client, Map.of("name", "AAA Renamed")))
                .renewedBy(() -> assertThat(owner.delete(client).status()).isEqualTo(204));
        assertThat(owner.get(some.path()).number("total")).isZero();
        assertProblem(owner.get(client), 404);
        assertProblem(owner.post("/api/clients", Map.of("email", "a@client.example")), 400);
        assertProblem(owner.patch("/api/clients/1", Map.of("name", "Stolen")), 404);
        assertProblem(owner.get("/api/clients?size=0"), 400);
    }

    @Test
    void clientWithABill_isKept() {
        var owner = anonymous.login(23, "owner");
        long client = id(owner.post("/api/clients", Map.of("name", "Buyer")));
        var lines = List.of(Map.of("serviceId", service(23)));
        owner.post("/api/pos/bills", Map.of("clientId", client, "lines", lines));

        assertProblem(owner.delete("/api/clients/" + client), 409);
        assertThat(owner.get("/api/clients/" + client).status()).isEqualTo(200);
    }

    @Test
    void customers_areListedInPages_eachAsTheSourceSays() {
        var desk = anonymous.login(24, "desk");
        var all = new CachedGet(desk, "/api/customers");
        var some = new CachedGet(desk, "/api/customers?name=zyx&wantsNews=true");
        var added = desk.post("/api/customers", Map.of("name", "AAA zyx", "wantsNews", true));
        var customer = "/api/customers/" + id(added);

        assertThat(desk.get(some.path()).number("total")).isEqualTo(1);
        some.renewedBy(() -> desk.patch(customer, Map.of("wantsNews", false)))
                .keptBy(() -> desk.post("/api/clients", Map.of("name", "No matter")));
        assertThat(desk.get(some.path()).number("total")).isZero();
        assertProblem(desk.delete(customer), 403);
        all.renewedBy(
                () -> assertThat(anonymous.login(24, "manager").delete(customer).status())
                        .isEqualTo(204));
        assertProblem(desk.get(customer), 404);
        assertProblem(desk.post("/api/customers", Map.of("name", "X", "email", "nowhere")), 400);
    }

    @Test
    void attendance_isRecordedAndCorrected_andNobodyElsesIsForgotten() {
        var owner = anonymous.login(25, "owner");
        var staff = owner.get("/api/staff").body();
        long one = staff.required(0).required("id").asLong();
        long other = staff.required(1).required("id").asLong();
        var month = new CachedGet(owner, "/api/attendance?staffId=" + one + "&month=" + THIS_MONTH);
        var sick = Map.of("staffId", one, "date", TODAY, "status", "SICK");

        month.renewedBy(
                () -> assertThat(owner.post("/api/attendance", sick).status()).isEqualTo(201));
        assertProblem(owner.post("/api/attendance", sick), 409);
        month.keptBy(() -> owner.post("/api/attendance", Map.of("staffId", other, "status", "ON_LEAVE")));
        var days = owner.get(month.path()).body();
        var day = days.required(days.size() - 1);
        var path = "/api/attendance/" + day.required("id").asLong();
        month.renewedBy(() -> owner.patch(path, Map.of("status", "PRESENT", "cameAt", TODAY + "T09:00:00Z")));
        assertProblem(owner.patch(path, Map.of("wentAt", TODAY + "T08:00:00Z")), 409);
        assertProblem(owner.post("/api/attendance", Map.of("staffId", 1, "status", "SICK")), 404);
        assertProblem(owner.post("/api/attendance", Map.of("staffId", one)), 400);
        assertProblem(owner.get("/api/attendance?staffId=1&month=soon"), 400);
    }

    @Test
    void oneOfTheStaff_marksComingAndGoing() {
        var barber = anonymous.login(24, "barber");
        var came = barber.post("/api/attendance/my-attendance/mark");
        var month = new CachedGet(barber, "/api/attendance?staffId=" + came.number("staffId"));

        assertThat(came.status()).isEqualTo(200);
        assertThat(came.body().required("wentAt").isNull()).isTrue();
        month.renewedBy(() -> assertThat(text(barber.post("/api/attendance/my-attendance/mark"), "wentAt"))
                .isGreaterThan(text(came, "cameAt")));
        assertProblem(anonymous.login(24, "desk").post("/api/attendance/my-attendance/mark"), 409);
    }

    private static Map<String, Object> newUser(String email, String role) {
        return Map.of("email", email, "name", "Nina Neu", "role", role, "password", "a new beginning");
    }

    private static long id(Answer answer) {
        return answer.number("id");
    }

    private static String text(Answer answer, String field) {
        return answer.body().required(field).asString();
    }
}
