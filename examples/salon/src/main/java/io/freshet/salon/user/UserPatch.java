package io.freshet.salon.user;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a user; null leaves as it is. The version, if given, is the one that was read. */
public record UserPatch(
        @Schema(example = "nina.neu@salon.example") @Email @Size(min = 1, max = 200) @Nullable
        String email,

        @Schema(example = "Nina Alt") @Size(min = 1, max = 200) @Nullable
        String name,

        @Schema(example = "BARBER") @Nullable Role role,

        @Nullable Long version) {}
