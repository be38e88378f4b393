package io.freshet.spring;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A small application that reads some rows of a table. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = Diary.class)
class Diary {

    @Bean
    Days days(JdbcTemplate jdbc) {
        return new Days(jdbc);
    }

    /** Of an appointment. */
    enum State {
        OPEN,
        DONE
    }

    /** Who cuts. */
    @Entity
    @Table(name = "barber")
    static class Barber {
        @Id
        long id;
    }

    /** Where. */
    @Embeddable
    static class Chair {
        int number;
        int floor;
    }

    /** Writes a text otherwise. */
    static class Reversed implements AttributeConverter<String, String> {
        @Override
        public String convertToDatabaseColumn(String text) {
            return new StringBuilder(text).reverse().toString();
        }

        @Override
        public String convertToEntityAttribute(String text) {
            return convertToDatabaseColumn(text);
        }
    }

    /** An appointment. */
    @Entity
    @Table(name = "appointment")
    static class Appointment {
        @Id
        long id;

        @ManyToOne
        @Nullable
        Barber barber;

        @Column(name = "on_day")
        LocalDate date = LocalDate.EPOCH;

        @Enumerated(EnumType.STRING)
        State state = State.OPEN;

        @Enumerated(EnumType.ORDINAL)
        State former = State.OPEN;

        @Embedded
        Chair chair = new Chair();

        @Convert(converter = Reversed.class)
        String note = "";

        BigDecimal price = BigDecimal.ZERO;
    }

    /** What a day's screen reads. */
    @Retention(RetentionPolicy.RUNTIME)
    @DependsOn(entity = Appointment.class, by = "barber=barberId")
    @interface OfABarber {}

    /** Cached reads. */
    static class Days {

        private final JdbcTemplate jdbc;
        private final AtomicInteger loads = new AtomicInteger();

        Days(JdbcTemplate jdbc) {
            this.jdbc = jdbc;
        }

        public int loads() {
            return loads.get();
        }

        @Cached(cache = "day:open:{barberId}:{date}", ttl = "10m")
        @DependsOn(
                entity = Appointment.class,
                by = {"barber=barberId", "date"},
                columns = "state")
        public int open(long barberId, LocalDate date) {
            loads.incrementAndGet();
            return Objects.requireNonNull(jdbc.queryForObject(
                    "SELECT count(*) FROM appointment WHERE barber_id = ? AND on_day = ? AND state = 'OPEN'",
                    Integer.class,
                    barberId,
                    date));
        }

        @Cached(cache = "day:all:{barberId}", ttl = "10m")
        @OfABarber
        public int all(long barberId) {
            loads.incrementAndGet();
            return Objects.requireNonNull(jdbc.queryForObject(
                    "SELECT count(*) FROM appointment WHERE barber_id = ?", Integer.class, barberId));
        }

        @Cached(cache = "day:waiting:{barberId}", ttl = "10m")
        @DependsOn(
                entity = Appointment.class,
                by = "barber=barberId",
                columns = "id",
                where = "state = 'OPEN' AND chair.floor > 0")
        public int waiting(long barberId) {
            loads.incrementAndGet();
            return Objects.requireNonNull(jdbc.queryForObject(
                    "SELECT count(*) FROM appointment WHERE barber_id = ? AND state = 'OPEN' AND floor > 0",
                    Integer.class,
                    barberId));
        }

        public void book(long id, long barberId, LocalDate date) {
            jdbc.update(
                    "INSERT INTO appointment (id, barber_id, on_day, state, former, number, floor, note, price)"
                            + " VALUES (?, ?, ?, 'OPEN', 0, 1, 1, '', 0)",
                    id,
                    barberId,
                    date);
        }
    }
}
