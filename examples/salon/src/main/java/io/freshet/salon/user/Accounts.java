package io.freshet.salon.user;

import io.freshet.salon.problem.InvalidRequestException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.tenant.CurrentTenant;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Knows who can log in, whatever the tenant. */
@Component
public class Accounts {

    private static final int MOST_PASSWORD_BYTES = 72;

    private final AppUserRepository users;
    private final PasswordEncoder passwords;

    Accounts(AppUserRepository users, PasswordEncoder passwords) {
        this.users = users;
        this.passwords = passwords;
    }

    /** Whose email address and password these are; empty if nobody's. */
    @Transactional(readOnly = true)
    public Optional<Account> verify(long tenantId, String email, String password) {
        return users.findByTenantIdAndEmail(tenantId, normal(email))
                .filter(user -> passwords.matches(password, user.passwordHash()))
                .map(AppUser::account);
    }

    /** What the user is now, after whoever is about to change it has done so; empty if it is gone. */
    @Transactional
    public Optional<Account> settled(long tenantId, long userId) {
        return users.findSettled(userId, tenantId).map(AppUser::account);
    }

    /** Adds a user to a tenant. */
    @Transactional
    public UserView add(long tenantId, NewUser user) {
        return users.saveAndFlush(new AppUser(tenantId, user, hash(user.password())))
                .view();
    }

    /** The users of a tenant. */
    @Transactional(readOnly = true)
    public List<Long> ids(long tenantId) {
        return users.findIds(tenantId);
    }

    /** Refuses whoever is not a user of the current tenant. */
    public void require(long userId) {
        if (!users.existsByIdAndTenantId(userId, CurrentTenant.id())) {
            throw new NotFoundException("user", userId);
        }
    }

    String hash(String password) {
        if (password.getBytes(StandardCharsets.UTF_8).length > MOST_PASSWORD_BYTES) {
            throw new InvalidRequestException("A password has at most " + MOST_PASSWORD_BYTES + " bytes");
        }
        return passwords.encode(password);
    }

    /** Email addresses are compared without regard to case. */
    static String normal(String email) {
        return email.toLowerCase(Locale.ROOT);
    }
}
