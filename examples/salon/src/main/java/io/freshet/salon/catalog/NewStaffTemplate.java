package io.freshet.salon.catalog;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

/** A staff template to add to a service. */
public record NewStaffTemplate(
        @Positive long staffId,
        @PositiveOrZero long priceMinor,
        @Positive int durationMinutes) {}
