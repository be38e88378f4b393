package io.freshet.salon.pos;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The payments on a bill. */
@RestController
@RequestMapping("/api/pos/bills/{billId}/payments")
class PaymentController {

    private final PaymentService payments;

    PaymentController(PaymentService payments) {
        this.payments = payments;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PaymentView add(@PathVariable long billId, @Valid @RequestBody NewPayment payment) {
        return payments.add(billId, payment);
    }

    @PatchMapping("/{paymentId}")
    PaymentView change(
            @PathVariable long billId, @PathVariable long paymentId, @Valid @RequestBody PaymentPatch patch) {
        return payments.change(billId, paymentId, patch);
    }

    @DeleteMapping("/{paymentId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long billId, @PathVariable long paymentId) {
        payments.delete(billId, paymentId);
    }
}
