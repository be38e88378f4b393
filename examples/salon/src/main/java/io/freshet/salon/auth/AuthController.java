package io.freshet.salon.auth;

import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Logs users in. */
@RestController
@RequestMapping("/api/auth")
class AuthController {

    /** Who wants to log in, and where. */
    record LoginRequest(
            @NotNull Long tenant,
            @NotBlank String email,
            @NotBlank String password) {}

    private final LoginService logins;

    AuthController(LoginService logins) {
        this.logins = logins;
    }

    @PostMapping("/login")
    @SecurityRequirements
    AccessToken login(@Valid @RequestBody LoginRequest request) {
        return logins.login(request.tenant(), request.email(), request.password());
    }
}
