package io.freshet.salon.pos;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.tenant.BusinessClock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens the cash drawer and closes it. */
@Service
@Transactional
public class CashDrawerService {

    private final CashDrawerRepository drawers;
    private final PaymentRepository payments;
    private final BusinessClock clock;

    CashDrawerService(CashDrawerRepository drawers, PaymentRepository payments, BusinessClock clock) {
        this.drawers = drawers;
        this.payments = payments;
        this.clock = clock;
    }

    public CashDrawerView open(long openingMinor) {
        if (drawers.findByClosedAtIsNull().isPresent()) {
            throw new ConflictException("The cash drawer is open already");
        }
        return drawers.save(new CashDrawer(openingMinor, clock.now())).view();
    }

    public CashDrawerView close(long countedMinor) {
        var drawer =
                drawers.findByClosedAtIsNull().orElseThrow(() -> new ConflictException("The cash drawer is not open"));
        drawer.close(
                countedMinor, payments.cashSince(drawer.openedAt()), clock.now().instant());
        return drawer.view();
    }
}
