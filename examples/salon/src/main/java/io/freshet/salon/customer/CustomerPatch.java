package io.freshet.salon.customer;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a customer; null leaves as it is. The version, if given, is the one that was read. */
public record CustomerPatch(
        @Schema(example = "Wilhelmine Wave") @Size(min = 1, max = 200) @Nullable
        String name,

        @Schema(example = "+49 30 765432") @Size(max = 50) @Nullable
        String phone,

        @Schema(example = "wilhelmine@customer.example") @Email @Size(max = 200) @Nullable
        String email,

        @Schema(example = "false") @Nullable Boolean wantsNews,

        @Nullable Long version) {}
