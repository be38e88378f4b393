package io.freshet.salon.supplier;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A supplier to add. */
public record NewSupplier(
        @Schema(example = "Barber Supply West") @NotBlank @Size(max = 200)
        String name,

        @Schema(example = "orders@supplier.example") @Email @Size(max = 200) @Nullable
        String email,

        @Schema(example = "+49 30 123456") @Size(max = 50) @Nullable
        String phone) {}
