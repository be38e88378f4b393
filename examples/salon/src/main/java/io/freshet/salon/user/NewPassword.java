package io.freshet.salon.user;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** The password that a user has from now on. */
public record NewPassword(
        @Schema(example = "yet another beginning") @NotNull @Size(min = 8, max = 72)
        String password) {

    /** Passwords are told to nobody, and to no log. */
    @Override
    public String toString() {
        return "NewPassword[]";
    }
}
