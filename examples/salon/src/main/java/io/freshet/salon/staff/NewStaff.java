package io.freshet.salon.staff;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Somebody who begins to work in the salon; the user is the one that this person logs in as, if any. */
public record NewStaff(
        @Schema(example = "Sam Shears") @NotBlank @Size(max = 200)
        String name,

        @Schema(example = "Stylist") @NotBlank @Size(max = 100)
        String title,

        @Nullable Long userId) {}
