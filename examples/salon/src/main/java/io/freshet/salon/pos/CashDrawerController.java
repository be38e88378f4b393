package io.freshet.salon.pos;

import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The cash drawer of the tenant. */
@RestController
@RequestMapping("/api/pos/cash-drawer")
class CashDrawerController {

    /** How much cash the drawer starts with. */
    record OpenRequest(@PositiveOrZero long openingMinor) {}

    /** How much cash was counted at the end. */
    record CloseRequest(@PositiveOrZero long countedMinor) {}

    private final CashDrawerService drawers;

    CashDrawerController(CashDrawerService drawers) {
        this.drawers = drawers;
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
