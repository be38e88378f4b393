package io.freshet.salon.appointment;

import io.freshet.salon.pos.BillService;
import io.freshet.salon.pos.NewBill;
import io.freshet.salon.problem.NotFoundException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Takes appointments from the client's arrival to the bill. */
@Service
@Transactional
public class AppointmentDesk {

    private final AppointmentRepository appointments;
    private final BillService bills;

    AppointmentDesk(AppointmentRepository appointments, BillService bills) {
        this.appointments = appointments;
        this.bills = bills;
    }

    public AppointmentView checkIn(long id) {
        var appointment = get(id);
        appointment.checkIn();
        return appointments.saveAndFlush(appointment).view();
    }

    public AppointmentView start(long id) {
        var appointment = get(id);
        appointment.start();
        return appointments.saveAndFlush(appointment).view();
    }

    public AppointmentView cancel(long id) {
        var appointment = get(id);
        appointment.cancel();
        return appointments.saveAndFlush(appointment).view();
    }

    /** Completes it, and writes the bill for its service, if it has one. */
    public AppointmentView complete(long id) {
        var appointment = get(id);
        appointment.requireOpen();
        appointment.complete(bill(appointment));
        return appointments.saveAndFlush(appointment).view();
    }

    private @Nullable Long bill(Appointment appointment) {
        var serviceId = appointment.serviceId();
        if (serviceId == null) {
            return null;
        }
        var line = new NewBill.Line(serviceId, appointment.staffId(), null, null);
        return bills.create(new NewBill(appointment.clientId(), null, List.of(line)))
                .id();
    }

    private Appointment get(long id) {
        return appointments.findById(id).orElseThrow(() -> new NotFoundException("appointment", id));
    }
}
