package io.freshet.salon.appointment;

import io.freshet.salon.calendar.BarberCalendar;
import io.freshet.salon.calendar.Slot;
import io.freshet.salon.catalog.ServiceDirectory;
import io.freshet.salon.client.ClientDirectory;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.Instant;
import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** Makes appointments, changes, moves and deletes them. The desk may make them when the barber is off, but never at a time that is taken. */
@Service
@Transactional
public class AppointmentBook {

    private static final Sort BY_TIME = Sort.by("businessMinute", "id");
    private static final int USUAL_MINUTES = 30;

    private final AppointmentRepository appointments;
    private final BarberCalendar calendar;
    private final ServiceDirectory services;
    private final ClientDirectory clients;
    private final BusinessClock clock;

    AppointmentBook(
            AppointmentRepository appointments,
            BarberCalendar calendar,
            ServiceDirectory services,
            ClientDirectory clients,
            BusinessClock clock) {
        this.appointments = appointments;
        this.calendar = calendar;
        this.services = services;
        this.clients = clients;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<AppointmentView> list(LocalDate date, int page, int size) {
        return Paged.of(appointments
                .findByBusinessDate(date, PageRequest.of(page, size, BY_TIME))
                .map(Appointment::view));
    }

    @Transactional(readOnly = true)
    public AppointmentView find(long id) {
        return get(id).view();
    }

    public AppointmentView add(NewAppointment order) {
        if (order.clientId() != null) {
            clients.require(order.clientId());
        }
        var slot = Slot.of(order.date(), order.time(), minutesFor(order));
        calendar.hold(order.staffId(), slot);
        return appointments.save(new Appointment(order, slot, instantOf(slot))).view();
    }

    public AppointmentView change(long id, AppointmentPatch patch) {
        var appointment = get(id);
        appointment.requireVersion(patch.version());
        appointment.requireOpen();
        if (patch.clientId() != null) {
            clients.require(patch.clientId());
        }
        long staffId = requireNonNullElse(patch.staffId(), appointment.staffId());
        if (patch.serviceId() != null) {
            services.requireSold(patch.serviceId());
        }
        var slot = appointment.slot();
        int minutes = requireNonNullElse(patch.durationMinutes(), slot.minutes());
        calendar.move(id, staffId, new Slot(slot.date(), slot.startMinute(), minutes));
        appointment.change(patch);
        return appointments.saveAndFlush(appointment).view();
    }

    public AppointmentView changeNotes(long id, NotesPatch patch) {
        var appointment = get(id);
        appointment.requireVersion(patch.version());
        appointment.note(patch.notes());
        return appointments.saveAndFlush(appointment).view();
    }

    public AppointmentView reschedule(long id, Rescheduling target) {
        var appointment = get(id);
        appointment.requireVersion(target.version());
        appointment.requireWaited();
        long staffId = requireNonNullElse(target.staffId(), appointment.staffId());
        var slot = Slot.of(target.date(), target.time(), appointment.slot().minutes());
        calendar.move(id, staffId, slot);
        appointment.reschedule(staffId, slot, instantOf(slot));
        return appointments.saveAndFlush(appointment).view();
    }

    public void delete(long id) {
        var appointment = get(id);
        if (appointment.isCompleted()) {
            throw new ConflictException("Appointment " + id + " is completed and stays in the books");
        }
        appointments.delete(appointment);
    }

    private int minutesFor(NewAppointment order) {
        int usual = order.serviceId() == null
                ? USUAL_MINUTES
                : services.durationMinutes(order.serviceId(), order.staffId());
        return requireNonNullElse(order.durationMinutes(), usual);
    }

    private Instant instantOf(Slot slot) {
        return clock.instant(slot.date(), slot.startsAt());
    }

    private Appointment get(long id) {
        return appointments.findById(id).orElseThrow(() -> new NotFoundException("appointment", id));
    }
}
