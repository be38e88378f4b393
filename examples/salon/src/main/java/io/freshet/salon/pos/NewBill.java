package io.freshet.salon.pos;

import io.freshet.salon.catalog.ServiceChoice;
import io.freshet.salon.money.Money;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static java.util.Objects.requireNonNullElse;

/** A bill to write: services, goods, or both. Prices are not part of it: they come from the catalog and the inventory. */
public record NewBill(
        @Schema(example = "1") @Nullable Long clientId,

        @Schema(example = "100") @PositiveOrZero @Max(Money.MOST_MINOR) @Nullable
        Long discountMinor,

        @NotNull @Size(max = 100) List<@NotNull @Valid Line> lines,
        @Size(max = 100) @Nullable List<@NotNull @Valid Goods> goods) {

    /** A service to sell; without a quantity once. */
    public record Line(
            @Schema(example = "1") @Positive long serviceId,
            @Schema(example = "1") @Nullable Long staffId,

            @Schema(example = "1") @Positive @Max(1000) @Nullable
            Integer quantity,

            @Schema(example = "[]") @Size(max = 20) @Nullable
            List<@NotNull Long> addonIds) {

        ServiceChoice choice() {
            return new ServiceChoice(serviceId, staffId, requireNonNullElse(addonIds, List.of()));
        }

        int quantityOrOne() {
            return requireNonNullElse(quantity, 1);
        }
    }

    /** Pieces of something to sell; without a quantity one. They leave the stock when the bill is completed. */
    public record Goods(
            @Schema(example = "1") @Positive long skuId,
            @Schema(example = "1") @Nullable Long staffId,

            @Schema(example = "2") @Positive @Max(1000) @Nullable
            Integer quantity) {

        int quantityOrOne() {
            return requireNonNullElse(quantity, 1);
        }
    }

    /** A bill of services. */
    public NewBill(@Nullable Long clientId, @Nullable Long discountMinor, List<Line> lines) {
        this(clientId, discountMinor, lines, null);
    }

    @AssertTrue(message = "must not be empty where there are no goods")
    boolean isLines() {
        return lines == null || !lines.isEmpty() || !goodsOrNone().isEmpty();
    }

    long discountMinorOrNone() {
        return requireNonNullElse(discountMinor, 0L);
    }

    List<ServiceChoice> choices() {
        return lines.stream().map(Line::choice).toList();
    }

    List<Goods> goodsOrNone() {
        return requireNonNullElse(goods, List.of());
    }
}
