package io.freshet.salon.purchase;

import io.freshet.salon.web.Paged;
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

/** What suppliers were paid. */
@RestController
@RequestMapping("/api/purchases/payments")
class SupplierPaymentController {

    private final SupplierPaymentService payments;

    SupplierPaymentController(SupplierPaymentService payments) {
        this.payments = payments;
    }

    @GetMapping
    Paged<SupplierPaymentView> list(
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return payments.list(page, size);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SupplierPaymentView record(@Valid @RequestBody NewSupplierPayment payment) {
        return payments.record(payment);
    }
}
