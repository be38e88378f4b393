package io.freshet.salon.pos;

import io.freshet.salon.catalog.ServiceChoice;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import java.util.List;

import static java.util.Objects.requireNonNullElse;

/** A bill to write. Prices are not part of it: they come from the catalog. */
public record NewBill(
        @Nullable Long clientId,
        @PositiveOrZero @Nullable Long discountMinor,
        @NotEmpty @Size(max = 100) List<@Valid Line> lines) {

    /** A service to sell; without a quantity once. */
    public record Line(
            @Positive long serviceId,
            @Nullable Long staffId,
            @Positive @Max(1000) @Nullable Integer quantity,
            @Nullable List<Long> addonIds) {

        ServiceChoice choice() {
            return new ServiceChoice(serviceId, staffId, requireNonNullElse(addonIds, List.of()));
        }

        int quantityOrOne() {
            return requireNonNullElse(quantity, 1);
        }
    }

    long discountMinorOrNone() {
        return requireNonNullElse(discountMinor, 0L);
    }

    List<ServiceChoice> choices() {
        return lines.stream().map(Line::choice).toList();
    }
}
