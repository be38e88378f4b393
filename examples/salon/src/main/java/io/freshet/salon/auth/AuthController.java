package io.freshet.salon.auth;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Logs users in, keeps them logged in, and logs them out. */
@RestController
@RequestMapping("/api/auth")
class AuthController {

    /** Who wants to log in, and where. */
    record LoginRequest(
            @Schema(example = "1") @NotNull Long tenant,

            @Schema(example = "owner@tenant1.example") @NotBlank
            String email,

            @Schema(example = "salon") @NotBlank @Size(max = 1000)
            String password) {}

    /** Who wants to go on. */
    record RefreshRequest(
            @Schema(example = "what the login has answered") @NotBlank @Size(max = 1000)
            String refreshToken) {}

    private final LoginService logins;

    AuthController(LoginService logins) {
        this.logins = logins;
    }

    @PostMapping("/login")
    @SecurityRequirements
    Tokens login(@Valid @RequestBody LoginRequest request) {
        return logins.login(request.tenant(), request.email(), request.password());
    }

    @PostMapping("/refresh")
    @SecurityRequirements
    Tokens refresh(@Valid @RequestBody RefreshRequest request) {
        return logins.refresh(request.refreshToken());
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout() {
        logins.logout();
    }

    @PostMapping("/logout-all")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logoutAll() {
        logins.logoutAll();
    }
}
