package io.freshet.salon.staff;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.OptionalLong;

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

    /** The one of the staff that a user is; empty if the user is none of them. */
    public OptionalLong ofUser(long userId) {
        return staff.findByUserId(userId).stream().mapToLong(Staff::id).findFirst();
    }
}
