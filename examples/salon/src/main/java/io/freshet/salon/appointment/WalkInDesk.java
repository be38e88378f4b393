package io.freshet.salon.appointment;

import io.freshet.salon.catalog.ServiceDirectory;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.staff.StaffDirectory;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Takes walk-ins from the door to the chair. */
@Service
@Transactional
public class WalkInDesk {

    private static final Sort BY_ARRIVAL = Sort.by("arrivedAt", "id");

    private final WalkInRepository walkIns;
    private final ServiceDirectory services;
    private final StaffDirectory staff;
    private final BusinessClock clock;

    WalkInDesk(WalkInRepository walkIns, ServiceDirectory services, StaffDirectory staff, BusinessClock clock) {
        this.walkIns = walkIns;
        this.services = services;
        this.staff = staff;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<WalkInView> list(LocalDate date, int page, int size) {
        return Paged.of(walkIns.findByBusinessDate(date, PageRequest.of(page, size, BY_ARRIVAL))
                .map(WalkIn::view));
    }

    @Transactional(readOnly = true)
    public WalkInView find(long id) {
        return get(id).view();
    }

    /** Lets in customers who came together: they have a session of their own. */
    public List<WalkInView> arrive(List<NewWalkIn> arrivals) {
        requireKnown(arrivals);
        long session = walkIns.newSession();
        var time = clock.now();
        return arrivals.stream()
                .map(arrival -> walkIns.save(new WalkIn(arrival, session, time)).view())
                .toList();
    }

    /** Says who the customers of a session are. */
    public List<WalkInView> nameCustomer(long sessionId, String customer) {
        var together = walkIns.findBySessionIdOrderById(sessionId);
        if (together.isEmpty()) {
            throw new NotFoundException("session", sessionId);
        }
        together.forEach(walkIn -> walkIn.name(customer));
        return walkIns.saveAllAndFlush(together).stream().map(WalkIn::view).toList();
    }

    public WalkInView changeNotes(long id, NotesPatch patch) {
        return change(id, walkIn -> {
            walkIn.requireVersion(patch.version());
            walkIn.note(patch.notes());
        });
    }

    public WalkInView start(long id) {
        return change(id, WalkIn::start);
    }

    public WalkInView complete(long id) {
        return change(id, WalkIn::complete);
    }

    public WalkInView cancel(long id) {
        return change(id, WalkIn::cancel);
    }

    private WalkInView change(long id, Consumer<WalkIn> change) {
        var walkIn = get(id);
        change.accept(walkIn);
        return walkIns.saveAndFlush(walkIn).view();
    }

    private void requireKnown(List<NewWalkIn> arrivals) {
        staff.requireAll(arrivals.stream()
                .map(NewWalkIn::staffId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        arrivals.stream()
                .map(NewWalkIn::serviceId)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(services::requireSold);
    }

    private WalkIn get(long id) {
        return walkIns.findById(id).orElseThrow(() -> new NotFoundException("walk-in", id));
    }
}
