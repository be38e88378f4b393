package io.freshet.salon;

import io.freshet.salon.ApiDescription.Operation;
import io.freshet.salon.SalonClient.Answer;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** A salon that is opened for the matrix: what its reads are of, and what its mutations refer to. */
final class MatrixSalon {

    private static final String PASSWORD = "a new beginning";

    private final LocalDate today = OneDay.TODAY;
    private final SalonClient anonymous;
    private final long tenant;
    private final Answer tokens;
    private final SalonClient owner;
    private final Map<String, Long> ids = new HashMap<>();
    private final Map<String, Long> others = new HashMap<>();

    private MatrixSalon(SalonClient anonymous, long tenant) {
        this.anonymous = anonymous;
        this.tenant = tenant;
        this.tokens = login(tenant);
        this.owner = anonymous.as(tokens);
    }

    /** Opens a salon with somebody to work in it and something to sell. */
    static MatrixSalon open(SalonClient anonymous) {
        var salon = new MatrixSalon(anonymous, open(anonymous, "Matrix"));
        salon.fill();
        return salon;
    }

    /** Opens an empty salon of its owner. */
    static long open(SalonClient anonymous, String name) {
        var chief = Map.of("email", mailbox("olga"), "name", "Olga Owner", "password", PASSWORD);
        var answer = anonymous.login(1, "owner").post("/api/tenants", Map.of("name", name, "owner", chief));
        assertThat(answer.status()).isEqualTo(201);
        return answer.number("id");
    }

    private static String mailbox(String name) {
        return name + "@matrix.example";
    }

    private void fill() {
        ids.put("me", owner.get("/api/users/me").number("id"));
        var ben = Map.of("email", mailbox("ben"), "name", "Ben", "role", "BARBER", "password", PASSWORD);
        add("userId", "/api/users", ben);
        add("staffId", "/api/staff", Map.of("name", "Ben", "title", "Barber", "userId", id("userId")));
        other("staffId", "/api/staff", Map.of("name", "Zoe", "title", "Barber"));
        ids.put("barberId", id("staffId"));
        others.put("barberId", others.get("staffId"));
        workAllWeek();
        add("categoryId", "/api/catalog/categories", Map.of("name", "All"));
        var service = Map.of("categoryId", id("categoryId"), "name", "Cut", "priceMinor", 3000, "durationMinutes", 30);
        add("serviceId", "/api/catalog/services", service);
        add("clientId", "/api/clients", Map.of("name", "Clara"));
        add("supplierId", "/api/inventory/suppliers", Map.of("name", "All"));
        add("skuCategoryId", "/api/inventory/categories", Map.of("name", "All"));
        add("skuId", "/api/inventory/skus", goods("ONE"));
        other("skuId", "/api/inventory/skus", goods("TWO"));
    }

    private Map<String, Object> goods(String code) {
        return Map.of("categoryId", id("skuCategoryId"), "code", code, "name", code, "priceMinor", 900);
    }

    private void add(String name, String path, Object body) {
        ids.put(name, made(path, body));
    }

    private void other(String name, String path, Object body) {
        others.put(name, made(path, body));
    }

    private long made(String path, Object body) {
        var answer = owner.post(path, body);
        assertThat(answer.status()).as(path + ": " + answer.body()).isEqualTo(201);
        return answer.number("id");
    }

    /** Whoever takes appointments and bookings takes them on every day. */
    void workAllWeek() {
        var days = Arrays.stream(DayOfWeek.values())
                .map(day -> Map.of("weekday", day, "startsAt", "09:00", "endsAt", "20:00"))
                .toList();
        var answer = owner.put("/api/barbers/" + id("barberId") + "/schedule", Map.of("days", days));
        assertThat(answer.status()).isEqualTo(200);
    }

    long tenant() {
        return tenant;
    }

    LocalDate today() {
        return today;
    }

    LocalDate yesterday() {
        return today.minusDays(1);
    }

    long id(String name) {
        return ids.get(name);
    }

    SalonClient owner() {
        return owner;
    }

    /** The owner in another instance. */
    SalonClient owner(SalonClient elsewhere) {
        return elsewhere.as(tokens);
    }

    SalonClient ownerAnew() {
        return anonymous.as(login(tenant));
    }

    SalonClient barber() {
        return anonymous.as(anonymous.login(tenant, mailbox("ben"), PASSWORD));
    }

    /** Somebody who was made of the example of a user. */
    SalonClient login(Answer user) {
        return anonymous.as(
                anonymous.login(tenant, user.body().required("email").asString(), PASSWORD));
    }

    String refreshToken() {
        return login(tenant).body().required("refreshToken").asString();
    }

    /** Another salon, which may be closed. */
    long openAnother() {
        return open(anonymous, "To be closed");
    }

    /** The owner of another salon that was opened here. */
    SalonClient ownerOf(long another) {
        return anonymous.as(login(another));
    }

    void close() {
        assertThat(ownerAnew().delete("/api/tenants/" + tenant).status()).isEqualTo(204);
    }

    private Answer login(long where) {
        return login(anonymous, where);
    }

    /** The owner of an opened salon. */
    static Answer login(SalonClient anonymous, long where) {
        return anonymous.login(where, mailbox("olga"), PASSWORD);
    }

    /** What the parameters of reads are: each of these in turn, or nothing. */
    List<String> values(Operation read, String name) {
        return switch (MatrixReads.segment(read.path(), name)) {
            case "date" -> List.of(today.toString(), yesterday().toString());
            case "from" -> List.of(yesterday().toString());
            case "to" -> List.of(today.toString());
            case "week" ->
                Stream.of(today, yesterday()).map(MatrixSalon::week).distinct().toList();
            case "month" -> List.of(YearMonth.from(today).toString());
            case "year" -> List.of(Integer.toString(today.getYear()));
            case "active" -> List.of("true", "false");
            case "days" -> List.of("30");
            case "limit" -> List.of("5");
            case "page" -> List.of("0");
            case "size" -> List.of("20");
            case "categoryId" ->
                List.of(Long.toString(id(read.path().startsWith("/api/inventory") ? "skuCategoryId" : "categoryId")));
            case "staffId", "barberId", "skuId", "userId", "me" -> ids(MatrixReads.segment(read.path(), name));
            default -> List.of();
        };
    }

    private List<String> ids(String name) {
        return Stream.of(ids.get(name), others.get(name))
                .filter(id -> id != null)
                .map(String::valueOf)
                .toList();
    }

    private static String week(LocalDate date) {
        return "%d-W%02d".formatted(date.get(IsoFields.WEEK_BASED_YEAR), date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    }
}
