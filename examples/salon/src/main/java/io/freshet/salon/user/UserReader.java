package io.freshet.salon.user;

import io.freshet.annotation.DependsOn;
import io.freshet.salon.policy.PersonalData;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.tenant.CurrentTenant;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the users of the current tenant. */
@Service
@Transactional(readOnly = true)
public class UserReader {

    private static final Sort BY_NAME = Sort.by("name", "id");

    private final AppUserRepository users;

    UserReader(AppUserRepository users) {
        this.users = users;
    }

    public Paged<UserView> list(int page, int size) {
        return Paged.of(users.findByTenantId(CurrentTenant.id(), PageRequest.of(page, size, BY_NAME))
                .map(AppUser::view));
    }

    /** One user. Another user's changes leave it alone, and so does a new password. */
    @PersonalData("user:{userId}:profile")
    @DependsOn(
            entity = AppUser.class,
            by = "id=userId",
            columns = {"tenantId", "email", "name", "role", "version"})
    public UserView profile(long userId) {
        return users.findView(userId, CurrentTenant.id()).orElseThrow(() -> new NotFoundException("user", userId));
    }
}
