package io.freshet.salon.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Notes in the place of those that there were. No cached read shows them. */
public record NotesPatch(
        @Schema(example = "Prefers the chair at the window") @NotNull @Size(max = 2000)
        String notes,

        @Nullable Long version) {}
