package io.freshet.salon.pos;

import io.freshet.salon.web.Paged;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The payments that are still to be collected. */
@RestController
@RequestMapping("/api/pos/pending-payments")
class PendingPaymentsController {

    /** Which payments to collect; null means all pending ones. */
    record CollectRequest(
            @Schema(example = "[1]") @Size(max = 1000) @Nullable
            List<@NotNull Long> paymentIds) {}

    private final PendingPayments pendingPayments;

    PendingPaymentsController(PendingPayments pendingPayments) {
        this.pendingPayments = pendingPayments;
    }

    @GetMapping
    Paged<PaymentView> list(
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return pendingPayments.list(page, size);
    }

    @PostMapping("/collect")
    Collected collect(@Valid @RequestBody(required = false) @Nullable CollectRequest request) {
        return pendingPayments.collect(request == null ? null : request.paymentIds());
    }
}
