package io.freshet.salon.calendar;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** The whole week of one of the staff; a day that is left out is a day off. */
public record NewSchedule(@NotNull @Size(max = 7) List<@NotNull @Valid Workday> days) {

    /** When somebody works on a day of the week. */
    public record Workday(
            @Schema(example = "MONDAY") @NotNull DayOfWeek weekday,

            @Schema(type = "string", example = "09:00") @NotNull
            LocalTime startsAt,

            @Schema(type = "string", example = "18:00") @NotNull
            LocalTime endsAt) {}
}
