package io.freshet.salon.customer;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A customer to add; who does not say so wants no news. */
public record NewCustomer(
        @Schema(example = "Willi Wave") @NotBlank @Size(max = 200)
        String name,

        @Schema(example = "+49 30 234567") @Size(max = 50) @Nullable
        String phone,

        @Schema(example = "willi@customer.example") @Email @Size(max = 200) @Nullable
        String email,

        @Schema(example = "true") @Nullable Boolean wantsNews) {}
