package io.freshet.salon.pos;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The payments that are still to be collected. */
@RestController
@RequestMapping("/api/pos/pending-payments")
class PendingPaymentsController {

    /** Which payments to collect; null means all pending ones. */
    record CollectRequest(@Nullable List<Long> paymentIds) {}

    private final PendingPayments pendingPayments;

    PendingPaymentsController(PendingPayments pendingPayments) {
        this.pendingPayments = pendingPayments;
    }

    @PostMapping("/collect")
    Collected collect(@RequestBody(required = false) @Nullable CollectRequest request) {
        return pendingPayments.collect(request == null ? null : request.paymentIds());
    }
}
