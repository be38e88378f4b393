package io.freshet.salon;

import io.freshet.salon.job.NoShowSweep;
import io.freshet.salon.job.PriceListJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import static io.freshet.salon.CacheSteps.assertRefreshed;
import static io.freshet.salon.CacheSteps.assertUntouched;
import static io.freshet.salon.SalonSteps.TODAY;
import static io.freshet.salon.SalonSteps.service;
import static io.freshet.salon.VisitSteps.availability;
import static io.freshet.salon.VisitSteps.barbers;
import static io.freshet.salon.VisitSteps.bookedSlots;
import static io.freshet.salon.VisitSteps.freeDay;
import static io.freshet.salon.VisitSteps.newAppointment;
import static io.freshet.salon.VisitSteps.newBooking;
import static io.freshet.salon.VisitSteps.status;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The writers that go past the services: bulk JPQL, plain JDBC, and a script run by hand. */
@SalonTest
class JobITests {

    private static final String YESTERDAY = OneDay.TODAY.minusDays(1).toString();

    @Autowired
    private NoShowSweep sweep;

    @Autowired
    private PriceListJob prices;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    @Autowired
    private Clock clock;

    private SalonClient anonymous = SalonClient.anonymous("");

    @BeforeEach
    void connect(@LocalServerPort int port) {
        anonymous = SalonClient.anonymous("http://localhost:" + port);
    }

    @Test
    void sweep_marksWhatNobodyCameTo_andIsSeen() {
        var desk = anonymous.login(19, "desk");
        long barber = barbers(desk).get(0);
        var missed = newAppointment(desk, barber, YESTERDAY, "06:00");
        var today = newAppointment(desk, barber, TODAY, "05:00");
        var reads = List.of(
                bookedSlots(barber, YESTERDAY),
                availability(barber, YESTERDAY),
                "/api/barbers/" + barber + "/appointment-stats",
                "/api/dashboard/metrics?date=" + YESTERDAY);

        assertRefreshed(desk, reads, () -> assertThat(sweep.sweep()).isPositive());

        assertThat(status(desk.get(missed))).isEqualTo("NO_SHOW");
        assertThat(status(desk.get(today))).isEqualTo("BOOKED");
        assertUntouched(desk, reads, () -> assertThat(sweep.sweep()).isZero());
    }

    /** At any moment it is another day than in UTC either in the west or in the east. */
    @Test
    void sweep_goesByTheDayOfTheTenant() {
        boolean isMorning = clock.instant().atZone(ZoneOffset.UTC).getHour() < 12;
        var zone = isMorning ? "Etc/GMT+12" : "Pacific/Kiritimati";
        var desk = anonymous.login(25, "desk");
        long barber = barbers(desk).get(0);
        var yesterdays = newAppointment(desk, barber, YESTERDAY, "06:00");
        var todays = newAppointment(desk, barber, TODAY, "06:00");
        moveTenant(25, zone);
        try {
            sweep.sweep();
            assertThat(status(desk.get(yesterdays))).isEqualTo(isMorning ? "BOOKED" : "NO_SHOW");
            assertThat(status(desk.get(todays))).isEqualTo(isMorning ? "BOOKED" : "NO_SHOW");
        } finally {
            moveTenant(25, "UTC");
        }
    }

    @Test
    void plannedPrice_isAppliedWhenItIsDue_andSeen() {
        var owner = anonymous.login(20, "owner");
        long category = 19 * 8 + 1;
        var services = "/api/catalog/categories/" + category + "/services";
        plan(20, service(20), 4321, YESTERDAY);
        plan(20, service(20), 5432, TODAY);
        plan(20, service(20), 6543, freeDay(0));

        assertRefreshed(owner, List.of(services), () -> assertThat(prices.run()).isEqualTo(1));

        assertThat(owner.get(services).body().toString())
                .contains("\"priceMinor\":5432")
                .doesNotContain("6543");
        assertUntouched(owner, List.of(services), () -> assertThat(prices.run()).isZero());
    }

    /** As Java reads the offset: the database takes it for its opposite. */
    @Test
    void plannedPrice_goesByTheDayOfTheTenant_alsoWhereItsZoneIsAnOffset() {
        boolean isMorning = clock.instant().atZone(ZoneOffset.UTC).getHour() < 12;
        var owner = anonymous.login(23, "owner");
        var day = isMorning ? OneDay.TODAY : OneDay.TODAY.plusDays(1);
        plan(23, service(23), 7654, day.toString());
        assertThat(owner.patch("/api/settings", Map.of("timeZone", "Nowhere")).status())
                .isEqualTo(400);
        assertThat(owner.patch("/api/settings", Map.of("timeZone", isMorning ? "UTC-12" : "UTC+14"))
                        .status())
                .isEqualTo(200);
        try {
            assertThat(prices.run()).isEqualTo(isMorning ? 0 : 1);
        } finally {
            jdbc.sql("delete from planned_price where tenant_id = 23").update();
            owner.patch("/api/settings", Map.of("timeZone", "UTC"));
        }
    }

    /** Nobody in the application waits for a writer outside of it: its write is seen within the staleness bound. */
    @Test
    void script_isSeen_andOnlyWhereItWrote() {
        var desk = anonymous.login(21, "desk");
        var staff = barbers(desk);
        long barber = staff.get(0);
        var appointment = newAppointment(desk, barber, freeDay(20), "10:00");
        var booking = newBooking(desk, 21, barber, freeDay(20), "12:00");
        var reads = List.of(
                availability(barber, freeDay(20)),
                bookedSlots(barber, freeDay(20)),
                "/api/barbers/" + barber + "/appointment-stats",
                "/api/bookings/availability?date=" + freeDay(20));
        var others = List.of(
                availability(staff.get(1), freeDay(20)),
                bookedSlots(barber, freeDay(21)),
                "/api/barbers/" + staff.get(1) + "/schedule");
        CacheSteps.prime(desk, reads);
        CacheSteps.prime(desk, others);
        var before =
                reads.stream().collect(toMap(identity(), path -> desk.get(path).body()));

        PsqlScript.barberIsIll(environment, 21, barber, freeDay(20));

        before.forEach((path, old) -> await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(desk.get(path).body())
                        .as(path)
                        .isNotEqualTo(old)
                        .isEqualTo(desk.getFromSource(path).body())));
        others.forEach(path -> assertThat(desk.get(path).header("X-Cache")).startsWith("hit"));
        assertThat(status(desk.get(appointment))).isEqualTo("CANCELLED");
        assertThat(status(desk.get(booking))).isEqualTo("CANCELLED");
    }

    private void moveTenant(long tenant, String zone) {
        jdbc.sql("update settings set time_zone = ? where tenant_id = ?")
                .params(zone, tenant)
                .update();
    }

    private void plan(long tenant, long service, long priceMinor, String from) {
        jdbc.sql("insert into planned_price (tenant_id, service_id, price_minor, valid_from) values (?, ?, ?, ?)")
                .params(tenant, service, priceMinor, LocalDate.parse(from))
                .update();
    }
}
