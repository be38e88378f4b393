package io.freshet.salon.staff;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;

import java.util.Collection;

/** Knows who works for the current tenant. */
@Component
public class StaffDirectory {

    private final StaffRepository staff;

    StaffDirectory(StaffRepository staff) {
        this.staff = staff;
    }

    /** Refuses whoever does not work for this tenant. */
    public void require(long staffId) {
        if (!staff.existsById(staffId)) {
            throw new NotFoundException("staff", staffId);
        }
    }

    /** Refuses if anybody of them does not work for this tenant. */
    public void requireAll(Collection<Long> staffIds) {
        staffIds.forEach(this::require);
    }
}
