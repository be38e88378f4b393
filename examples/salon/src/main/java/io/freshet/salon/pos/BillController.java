package io.freshet.salon.pos;

import io.freshet.salon.idempotency.IdempotencyRecords;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;

/** The bills of the point of sale. */
@RestController
@RequestMapping("/api/pos/bills")
class BillController {

    private final BillService bills;
    private final IdempotencyRecords idempotency;
    private final BusinessClock clock;

    BillController(BillService bills, IdempotencyRecords idempotency, BusinessClock clock) {
        this.bills = bills;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @GetMapping
    Paged<BillSummary> list(
            @RequestParam(required = false) @Nullable LocalDate date,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return bills.list(date != null ? date : clock.today(), page, size);
    }

    @GetMapping("/{id}")
    BillView find(@PathVariable long id) {
        return bills.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    BillView create(
            @Valid @RequestBody NewBill bill,
            @RequestHeader(name = "Idempotency-Key", required = false) @Size(max = 200) @Nullable String key) {
        return idempotency.once(key, bill, BillView.class, () -> bills.create(bill));
    }

    @PostMapping("/{id}/complete")
    BillView complete(@PathVariable long id) {
        return bills.complete(id);
    }

    @PostMapping("/{id}/void")
    BillView voidBill(@PathVariable long id) {
        return bills.voidBill(id);
    }

    @PostMapping("/{id}/refund")
    BillView refund(@PathVariable long id) {
        return bills.refund(id);
    }
}
