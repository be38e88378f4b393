package io.freshet.salon.inventory;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** A category of goods to add. */
public record NewSkuCategory(
        @Schema(example = "Fragrances") @NotBlank @Size(max = 100)
        String name) {}
