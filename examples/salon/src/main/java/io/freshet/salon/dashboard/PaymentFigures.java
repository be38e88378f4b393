package io.freshet.salon.dashboard;

import io.freshet.salon.pos.Payment;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

interface PaymentFigures extends Repository<Payment, Long> {

    /** The payments that were recorded on a day. Revenue is what was received and not paid back. */
    record Totals(long payments, long revenueMinor, long cashMinor, long pendingMinor, long refundedMinor) {}

    /** The payments of one hour or one day. */
    record Slot<T>(T at, long payments, long revenueMinor) {}

    @Query("""
            select new io.freshet.salon.dashboard.PaymentFigures$Totals(
                count(p),
                coalesce(sum(p.amountMinor) filter (where p.status = CONFIRMED), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = CONFIRMED and p.method = CASH), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = PENDING), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = REFUNDED), 0L))
            from Payment p
            where p.businessDate = :date""")
    Totals on(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.PaymentFigures$Slot(
                p.businessHour, count(p), coalesce(sum(p.amountMinor) filter (where p.status = CONFIRMED), 0L))
            from Payment p
            where p.businessDate = :date
            group by p.businessHour""")
    List<Slot<Integer>> byHour(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.PaymentFigures$Slot(
                p.businessDate, count(p), coalesce(sum(p.amountMinor) filter (where p.status = CONFIRMED), 0L))
            from Payment p
            where p.businessDate between :from and :to
            group by p.businessDate""")
    List<Slot<LocalDate>> byDay(LocalDate from, LocalDate to);
}
