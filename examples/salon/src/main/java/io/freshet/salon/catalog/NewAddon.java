package io.freshet.salon.catalog;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;

/** An addon to add to a service. */
public record NewAddon(
        @NotBlank @Size(max = 100) String name,
        @PositiveOrZero long priceMinor) {}
