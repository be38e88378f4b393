package io.freshet.salon.user;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.session.CurrentUser;
import io.freshet.salon.session.Sessions;
import io.freshet.salon.tenant.CurrentTenant;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds, changes and deletes users, and gives them new passwords. Owners are made and touched by owners only, and the last one stays.
 *
 * <p>Whoever gets another role or password, or is deleted, is logged out everywhere, before the commit but after the row is locked: a login at the same
 * moment either is among the sessions that end, or waits for the commit and sees what it brought.
 */
@Service
@Transactional
public class UserEditor {

    private final AppUserRepository users;
    private final Accounts accounts;
    private final Sessions sessions;

    UserEditor(AppUserRepository users, Accounts accounts, Sessions sessions) {
        this.users = users;
        this.accounts = accounts;
        this.sessions = sessions;
    }

    public UserView add(NewUser user) {
        requireRightTo(user.role());
        return accounts.add(CurrentTenant.id(), user);
    }

    public UserView change(long id, UserPatch patch) {
        var user = get(id);
        user.requireVersion(patch.version());
        var before = user.role();
        if (patch.role() != null && patch.role() != before) {
            requireRightTo(patch.role());
            requireAnotherOwner(user);
        }
        user.change(patch);
        var changed = users.saveAndFlush(user);
        if (changed.role() != before) {
            sessions.endAll(CurrentTenant.id(), id);
        }
        return changed.view();
    }

    public void resetPassword(long id, NewPassword password) {
        users.updatePassword(get(id).id(), CurrentTenant.id(), accounts.hash(password.password()));
        sessions.endAll(CurrentTenant.id(), id);
    }

    public void delete(long id) {
        var user = get(id);
        requireAnotherOwner(user);
        users.delete(user);
        users.flush();
        sessions.endAll(CurrentTenant.id(), id);
    }

    private AppUser get(long id) {
        var user =
                users.findByIdAndTenantId(id, CurrentTenant.id()).orElseThrow(() -> new NotFoundException("user", id));
        requireRightTo(user.role());
        return user;
    }

    private static void requireRightTo(Role role) {
        if (role == Role.OWNER && !CurrentUser.hasRole(Role.OWNER.name())) {
            throw new AccessDeniedException("Only owners may do that to owners");
        }
    }

    private void requireAnotherOwner(AppUser leaving) {
        if (leaving.isOwner() && users.findOwners(CurrentTenant.id()).size() == 1) {
            throw new ConflictException("User " + leaving.id() + " is the only owner: make another one first");
        }
    }
}
