package io.freshet.salon.barber;

import io.freshet.annotation.DependsOn;
import io.freshet.salon.appointment.Appointment;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a cached read of {@code barberId} and {@code date} that is computed from the appointments of that barber on that date: when they are, and how
 * far they have come. Other appointments leave it alone, and so do notes; moving one to another day touches both days.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@DependsOn(
        entity = Appointment.class,
        by = {"staffId=barberId", "businessDate=date"},
        columns = {"businessMinute", "durationMinutes", "status"})
@interface ReadsBarbersDay {}
