package io.freshet.salon.staff;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change in one of the staff; null leaves as it is. The version, if given, is the one that was read. */
public record StaffPatch(
        @Schema(example = "Samira Shears") @Size(min = 1, max = 200) @Nullable
        String name,

        @Schema(example = "Senior stylist") @Size(min = 1, max = 100) @Nullable
        String title,

        @Schema(example = "true") @Nullable Boolean active,

        @Nullable Long userId,
        @Nullable Long version) {}
