package io.freshet.salon;

import io.freshet.salon.SalonClient.Answer;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import static io.freshet.salon.SalonSteps.service;
import static org.assertj.core.api.Assertions.assertThat;

/** Appointments and bookings as tests make them. */
final class VisitSteps {

    private static final int BEYOND_THE_DEMO = 40;

    private VisitSteps() {}

    /** A day in the future for which the demo data plan nothing. */
    static String freeDay(int number) {
        return OneDay.TODAY.plusDays(BEYOND_THE_DEMO + number).toString();
    }

    /** The staff of the tenant by their ids. The first one works every day, and is the user {@code barber}. */
    static List<Long> barbers(SalonClient client) {
        var staff = client.get("/api/dashboard/staff-performance").body();
        return StreamSupport.stream(staff.spliterator(), false)
                .map(one -> one.required("staffId").asLong())
                .sorted()
                .toList();
    }

    static Answer appointment(SalonClient client, long barber, String date, String time) {
        var order = Map.of("staffId", barber, "date", date, "time", time, "durationMinutes", 30);
        return client.post("/api/appointments", order);
    }

    /** Makes an appointment and answers its path. */
    static String newAppointment(SalonClient client, long barber, String date, String time) {
        var answer = appointment(client, barber, date, time);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return "/api/appointments/" + answer.number("id");
    }

    static Answer booking(SalonClient client, long tenant, long barber, String date, String time) {
        var request = Map.of(
                "barberId", barber, "serviceId", service(tenant), "customerName", "Ada", "date", date, "time", time);
        return client.post("/api/bookings", request);
    }

    /** Books a time and answers the booking's path. */
    static String newBooking(SalonClient client, long tenant, long barber, String date, String time) {
        var answer = booking(client, tenant, barber, date, time);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return "/api/bookings/" + answer.number("id");
    }

    static String availability(long barber, String date) {
        return "/api/barbers/" + barber + "/availability?date=" + date;
    }

    static String bookedSlots(long barber, String date) {
        return "/api/barbers/" + barber + "/booked-slots?date=" + date;
    }

    static String status(Answer answer) {
        return answer.body().required("status").asString();
    }
}
