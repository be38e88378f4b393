package io.freshet.salon.pos;

import io.freshet.salon.catalog.PricedService;
import io.freshet.salon.catalog.ServiceChoice;
import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.settings.BusinessTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BillTests {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Bill bill = billOver(1000);

    @Test
    void unpaidBill_isNotCompleted() {
        bill.pay(999);

        assertThatThrownBy(() -> bill.complete(NOON)).isInstanceOf(ConflictException.class);
    }

    @Test
    void paidBill_isCompletedAndTakesNothingMore() {
        bill.pay(400);
        bill.pay(600);
        bill.complete(NOON);

        assertThat(bill.summary().status()).isEqualTo(BillStatus.COMPLETED);
        assertThat(bill.accepts(1)).isFalse();
        assertThatThrownBy(() -> bill.pay(1)).isInstanceOf(ConflictException.class);
    }

    @Test
    void bill_takesNoMoreThanItsTotal() {
        bill.pay(600);

        assertThat(bill.accepts(400)).isTrue();
        assertThat(bill.accepts(401)).isFalse();
        assertThatThrownBy(() -> bill.pay(401)).isInstanceOf(ConflictException.class);
    }

    @Test
    void billWithPayments_isRefundedNotVoided() {
        bill.pay(1);

        assertThatThrownBy(() -> bill.voided(NOON)).isInstanceOf(ConflictException.class);
        bill.refund(NOON);
        assertThat(bill.summary().paidMinor()).isZero();
        assertThatThrownBy(() -> bill.refund(NOON)).isInstanceOf(ConflictException.class);
    }

    @Test
    void discount_isTakenOffTheTotal() {
        bill.total(300, 0);

        assertThat(bill.summary().totalMinor()).isEqualTo(700);
    }

    @Test
    void moneyIsPaidBack_whileTheBillIsOpenOrCompleted() {
        bill.pay(1000);
        bill.payBack(400);
        bill.pay(400);
        bill.complete(NOON);
        bill.payBack(300);

        assertThat(bill.summary().status()).isEqualTo(BillStatus.COMPLETED);
        assertThat(bill.summary().paidMinor()).isEqualTo(700);
        bill.refund(NOON);
        assertThatThrownBy(() -> bill.payBack(1)).isInstanceOf(ConflictException.class);
    }

    @Test
    void staffInCharge_didMostOfTheWork() {
        assertThat(bill.staffInCharge()).isNull();

        add(bill, 7L, 500);
        add(bill, 8L, 900);
        assertThat(bill.staffInCharge()).isEqualTo(8);
        add(bill, 7L, 500);
        assertThat(bill.staffInCharge()).isEqualTo(7);
    }

    private static Bill billOver(long amountMinor) {
        var bill = new Bill(null, new BusinessTime(NOON, LocalDate.of(2026, 3, 1), 12));
        add(bill, null, amountMinor);
        bill.total(0, 0);
        return bill;
    }

    private static void add(Bill bill, @Nullable Long staffId, long amountMinor) {
        var choice = new ServiceChoice(1, staffId, List.of());
        bill.add(new BillLine(bill, new PricedService(choice, "Cut", amountMinor), 1));
    }
}
