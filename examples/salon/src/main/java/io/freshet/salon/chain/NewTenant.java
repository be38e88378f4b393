package io.freshet.salon.chain;

import io.freshet.salon.user.NewUser;
import io.freshet.salon.user.Role;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.time.ZoneId;

import static java.util.Objects.requireNonNullElse;

/** A salon to open; its business day is that of UTC and its prices are in euros unless it says otherwise. */
public record NewTenant(
        @Schema(example = "Curl Up & Dye") @NotBlank @Size(max = 200)
        String name,

        @Schema(type = "string", example = "Europe/Berlin") @Nullable
        ZoneId timeZone,

        @Schema(example = "EUR") @Pattern(regexp = "[A-Z]{3}") @Nullable
        String currency,

        @NotNull @Valid Owner owner) {

    /** Its first user, who adds the others. */
    public record Owner(
            @Schema(example = "olga@curlup.example") @NotBlank @Email @Size(max = 200)
            String email,

            @Schema(example = "Olga Owner") @NotBlank @Size(max = 200)
            String name,

            @Schema(example = "a new beginning") @NotNull @Size(min = 8, max = 72)
            String password) {

        NewUser user() {
            return new NewUser(email, name, Role.OWNER, password);
        }

        /** Passwords are told to nobody, and to no log. */
        @Override
        public String toString() {
            return "Owner[" + email + "]";
        }
    }

    ZoneId zone() {
        return requireNonNullElse(timeZone, ZoneId.of("UTC"));
    }

    String currencyOrEuro() {
        return requireNonNullElse(currency, "EUR");
    }
}
