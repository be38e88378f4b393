package io.freshet.salon.auth;

import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Exchanges an email address and a password for an access token. */
@Service
class LoginService {

    private final AppUserRepository users;
    private final PasswordEncoder passwords;
    private final TokenIssuer tokens;

    LoginService(AppUserRepository users, PasswordEncoder passwords, TokenIssuer tokens) {
        this.users = users;
        this.passwords = passwords;
        this.tokens = tokens;
    }

    @Transactional(readOnly = true)
    public AccessToken login(long tenantId, String email, String password) {
        return users.findByTenantIdAndEmail(tenantId, email)
                .filter(user -> passwords.matches(password, user.passwordHash()))
                .map(tokens::issue)
                .orElseThrow(() -> new BadCredentialsException("the tenant, email or password is wrong"));
    }
}
