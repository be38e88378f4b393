package io.freshet.salon.pos;

import io.freshet.salon.money.Money;
import io.freshet.salon.web.Paged;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The cash drawer of the tenant. */
@RestController
@RequestMapping("/api/pos/cash-drawer")
class CashDrawerController {

    /** How much cash the drawer starts with. */
    record OpenRequest(
            @Schema(example = "20000") @PositiveOrZero @Max(Money.MOST_MINOR)
            long openingMinor) {}

    /** How much cash was counted at the end. */
    record CloseRequest(
            @Schema(example = "48500") @PositiveOrZero @Max(Money.MOST_MINOR)
            long countedMinor) {}

    private final CashDrawerService drawers;

    CashDrawerController(CashDrawerService drawers) {
        this.drawers = drawers;
    }

    @GetMapping
    Paged<CashDrawerView> list(
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return drawers.list(page, size);
    }

    @GetMapping("/current")
    CashDrawerView current() {
        return drawers.current();
    }

    @PostMapping("/open")
    @ResponseStatus(HttpStatus.CREATED)
    CashDrawerView open(@Valid @RequestBody OpenRequest request) {
        return drawers.open(request.openingMinor());
    }

    @PostMapping("/close")
    CashDrawerView close(@Valid @RequestBody CloseRequest request) {
        return drawers.close(request.countedMinor());
    }
}
