package io.freshet.salon.pos;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What becomes of payments that are recorded. */
@RestController
@RequestMapping("/api/payments/{id}")
class SettlementController {

    private final PaymentSettlement settlement;

    SettlementController(PaymentSettlement settlement) {
        this.settlement = settlement;
    }

    @PostMapping("/confirm")
    PaymentView confirm(@PathVariable long id) {
        return settlement.confirm(id);
    }

    @PostMapping("/refund")
    PaymentView refund(@PathVariable long id) {
        return settlement.refund(id);
    }
}
