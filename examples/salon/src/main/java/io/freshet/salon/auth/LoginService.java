package io.freshet.salon.auth;

import io.freshet.salon.session.CurrentUser;
import io.freshet.salon.session.Session;
import io.freshet.salon.session.Sessions;
import io.freshet.salon.tenant.CurrentTenant;
import io.freshet.salon.user.Accounts;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.stereotype.Service;

/** Exchanges an email address and a password, or a refresh token, for tokens, and logs users out again. */
@Service
class LoginService {

    private final Accounts accounts;
    private final Sessions sessions;
    private final TokenIssuer tokens;

    LoginService(Accounts accounts, Sessions sessions, TokenIssuer tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    Tokens login(long tenantId, String email, String password) {
        return accounts.verify(tenantId, email, password)
                .map(account -> issue(sessions.open(account.tenantId(), account.id())))
                .orElseThrow(() -> new BadCredentialsException("the tenant, email or password is wrong"));
    }

    Tokens refresh(String refreshToken) {
        return issue(sessions.refresh(refreshToken));
    }

    /** Ends the session of the caller. */
    void logout() {
        sessions.end(CurrentTenant.id(), CurrentUser.id(), CurrentUser.token());
    }

    /** Ends all sessions of the caller. */
    void logoutAll() {
        logout();
        sessions.endAll(CurrentTenant.id(), CurrentUser.id());
    }

    /** The role is read when the session is there already: whoever changes the role from now on finds the session and ends it. */
    private Tokens issue(Session session) {
        return accounts.settled(session.tenantId(), session.userId())
                .map(account -> tokens.issue(account, session))
                .orElseThrow(() -> new BadCredentialsException("the user is gone"));
    }
}
