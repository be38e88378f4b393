package io.freshet.salon.inventory;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

/** How many pieces more, or less if negative, there are than the book says, and why. */
public record NewChangeRequest(
        @Schema(example = "1") @Positive long skuId,
        @Schema(example = "-2") @Min(-100_000) @Max(100_000) int quantity,

        @Schema(example = "Two bottles broken") @NotBlank @Size(max = 500)
        String reason) {

    @AssertTrue(message = "must not be 0")
    boolean isQuantityAChange() {
        return quantity != 0;
    }
}
