package io.freshet.salon.staff;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.user.Accounts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes on staff, changes and deletes them. */
@Service
@Transactional
public class StaffEditor {

    private final StaffRepository staff;
    private final Accounts accounts;

    StaffEditor(StaffRepository staff, Accounts accounts) {
        this.staff = staff;
        this.accounts = accounts;
    }

    public StaffView add(NewStaff one) {
        requireUser(one.userId());
        return staff.saveAndFlush(new Staff(one)).view();
    }

    public StaffView change(long id, StaffPatch patch) {
        requireUser(patch.userId());
        var one = get(id);
        one.requireVersion(patch.version());
        one.change(patch);
        return staff.saveAndFlush(one).view();
    }

    public void delete(long id) {
        var one = get(id);
        one.leave();
        staff.delete(staff.saveAndFlush(one));
    }

    private Staff get(long id) {
        return staff.findById(id).orElseThrow(() -> new NotFoundException("staff", id));
    }

    private void requireUser(@Nullable Long userId) {
        if (userId != null) {
            accounts.require(userId);
        }
    }
}
