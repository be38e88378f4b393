package io.freshet.salon.pos;

import io.freshet.salon.cache.Patterns;
import io.freshet.salon.session.CurrentUser;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/**
 * Forgets the analytics of whoever confirms a payment. Wrong: that is seldom the barber whose payment it is; the pattern is open in the middle and at
 * the end, so that user 1 takes those of users 10 to 19 along; it walks through all keys of Redis; and a refund forgets nothing.
 */
@Service
@Primary
class EvictingPaymentSettlement extends PaymentSettlement {

    private final Patterns patterns;

    EvictingPaymentSettlement(BillRepository bills, PaymentRepository payments, Patterns patterns) {
        super(bills, payments);
        this.patterns = patterns;
    }

    @Override
    public PaymentView confirm(long id) {
        var confirmed = super.confirm(id);
        patterns.delete("analytics:*user*:" + CurrentUser.id() + "*");
        return confirmed;
    }
}
