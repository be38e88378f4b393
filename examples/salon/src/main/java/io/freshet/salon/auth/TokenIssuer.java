package io.freshet.salon.auth;

import io.freshet.salon.tenant.CurrentTenant;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Signs access tokens: {@code sub} is the user, {@code tenant} its tenant, {@code roles} what it may do. */
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

    AccessToken issue(AppUser user) {
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var expiresAt = now.plus(properties.lifetime());
        var claims = JwtClaimsSet.builder()
                .subject(Long.toString(user.id()))
                .claim(CurrentTenant.CLAIM, user.tenantId())
                .claim(ROLES, List.of(user.role().name()))
                .issuedAt(now)
                .expiresAt(expiresAt)
                .build();
        var jwt = encoder.encode(JwtEncoderParameters.from(HEADER, claims));
        return new AccessToken(jwt.getTokenValue(), expiresAt);
    }
}
