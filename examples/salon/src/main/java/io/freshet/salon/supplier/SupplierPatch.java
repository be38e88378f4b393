package io.freshet.salon.supplier;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in a supplier; null leaves as it is. */
public record SupplierPatch(
        @Schema(example = "Barber Supply East") @Size(min = 1, max = 200) @Nullable
        String name,

        @Schema(example = "orders@supplier.example") @Email @Size(max = 200) @Nullable
        String email,

        @Schema(example = "+49 30 654321") @Size(max = 50) @Nullable
        String phone,

        @Schema(example = "true") @Nullable Boolean active,
        @Nullable Long version) {}
