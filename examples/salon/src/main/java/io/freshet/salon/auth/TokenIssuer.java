package io.freshet.salon.auth;

import io.freshet.salon.session.Session;
import io.freshet.salon.tenant.CurrentTenant;
import io.freshet.salon.user.Account;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/**
 * Signs access tokens: {@code jti} is the token, {@code sid} its session, {@code sub} the user, {@code tenant} its tenant, {@code roles} what it may
 * do.
 */
@Component
class TokenIssuer {

    static final String ROLES = "roles";

    private static final JwsHeader HEADER = JwsHeader.with(MacAlgorithm.HS256).build();

    private final JwtEncoder encoder;
    private final JwtProperties properties;
    private final Clock clock;

    TokenIssuer(JwtEncoder encoder, JwtProperties properties, Clock clock) {
        this.encoder = encoder;
        this.properties = properties;
        this.clock = clock;
    }

    Tokens issue(Account user, Session session) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = now.plus(properties.lifetime());
        var claims = JwtClaimsSet.builder()
                .id(UUID.randomUUID().toString())
                .subject(Long.toString(user.id()))
                .claim(CurrentTenant.CLAIM, user.tenantId())
                .claim(Session.CLAIM, session.id())
                .claim(ROLES, List.of(user.role().name()))
                .issuedAt(now)
                .expiresAt(expiresAt)
                .build();
        var jwt = encoder.encode(JwtEncoderParameters.from(HEADER, claims));
        return new Tokens(jwt.getTokenValue(), expiresAt, session.refreshToken(), session.expiresAt());
    }
}
