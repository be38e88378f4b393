package io.freshet.salon.pos;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A bill with its lines and payments, as the API shows it. */
public record BillView(
        long id,
        @Nullable Long clientId,
        BillStatus status,
        LocalDate date,
        long subtotalMinor,
        long discountMinor,
        long taxMinor,
        long totalMinor,
        long paidMinor,
        Instant createdAt,
        List<BillLineView> lines,
        List<PaymentView> payments) {

    public BillView {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }

    static BillView of(Bill bill, List<Payment> payments) {
        var summary = bill.summary();
        return new BillView(
                summary.id(),
                summary.clientId(),
                summary.status(),
                summary.date(),
                summary.subtotalMinor(),
                summary.discountMinor(),
                summary.taxMinor(),
                summary.totalMinor(),
                summary.paidMinor(),
                summary.createdAt(),
                bill.lines().stream().map(BillLine::view).toList(),
                payments.stream().map(Payment::view).toList());
    }
}
