package io.freshet.salon.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** A customer who has come in; nothing has to be known yet. */
public record NewWalkIn(
        @Schema(example = "1") @Positive @Nullable Long staffId,
        @Schema(example = "1") @Positive @Nullable Long serviceId,
        @Schema(example = "Ada") @Size(max = 200) @Nullable String customerName,

        @Schema(example = "In a hurry") @Size(max = 2000) @Nullable
        String notes) {}
