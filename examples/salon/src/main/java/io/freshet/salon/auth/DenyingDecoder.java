package io.freshet.salon.auth;

import io.freshet.salon.session.DeniedTokens;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Refuses tokens that are denied, with every request: what a decoder remembers of a token says nothing about that. */
final class DenyingDecoder implements JwtDecoder {

    private final JwtDecoder delegate;
    private final DeniedTokens denied;

    DenyingDecoder(JwtDecoder delegate, DeniedTokens denied) {
        this.delegate = delegate;
        this.denied = denied;
    }

    @Override
    public Jwt decode(String token) {
        var decoded = delegate.decode(token);
        if (denied.isDenied(decoded)) {
            throw new BadJwtException("the session of this token has ended");
        }
        return decoded;
    }
}
