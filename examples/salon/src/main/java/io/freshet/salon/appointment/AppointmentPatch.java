package io.freshet.salon.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import org.jspecify.annotations.Nullable;

/** What to change in an appointment; null leaves as it is. Its time is changed by rescheduling it. */
public record AppointmentPatch(
        @Schema(example = "1") @Positive @Nullable Long staffId,
        @Schema(example = "1") @Positive @Nullable Long clientId,
        @Schema(example = "1") @Positive @Nullable Long serviceId,

        @Schema(example = "45") @Positive @Max(720) @Nullable
        Integer durationMinutes,

        @Nullable Long version) {}
