package io.freshet.salon.user;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** A user to add. */
public record NewUser(
        @Schema(example = "nina@salon.example") @NotBlank @Email @Size(max = 200)
        String email,

        @Schema(example = "Nina Neu") @NotBlank @Size(max = 200)
        String name,

        @Schema(example = "FRONT_DESK") @NotNull Role role,

        @Schema(example = "a new beginning") @NotNull @Size(min = 8, max = 72)
        String password) {

    /** Passwords are told to nobody, and to no log. */
    @Override
    public String toString() {
        return "NewUser[" + email + ", " + role + "]";
    }
}
