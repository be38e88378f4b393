package io.freshet.salon.pos;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens the cash drawer and closes it. */
@Service
@Transactional
public class CashDrawerService {

    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final CashDrawerRepository drawers;
    private final PaymentRepository payments;
    private final BusinessClock clock;

    CashDrawerService(CashDrawerRepository drawers, PaymentRepository payments, BusinessClock clock) {
        this.drawers = drawers;
        this.payments = payments;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<CashDrawerView> list(int page, int size) {
        return Paged.of(
                drawers.findAll(PageRequest.of(page, size, NEWEST_FIRST)).map(CashDrawer::view));
    }

    /** The drawer that is open. */
    @Transactional(readOnly = true)
    public CashDrawerView current() {
        return drawers.findByClosedAtIsNull()
                .map(CashDrawer::view)
                .orElseThrow(() -> new NotFoundException("open cash drawer"));
    }

    public CashDrawerView open(long openingMinor) {
        if (drawers.findByClosedAtIsNull().isPresent()) {
            throw new ConflictException("The cash drawer is open already");
        }
        return drawers.save(new CashDrawer(openingMinor, clock.now())).view();
    }

    public CashDrawerView close(long countedMinor) {
        var drawer = getOpen();
        drawer.close(
                countedMinor, payments.cashSince(drawer.openedAt()), clock.now().instant());
        return drawer.view();
    }

    private CashDrawer getOpen() {
        return drawers.findByClosedAtIsNull().orElseThrow(() -> new ConflictException("The cash drawer is not open"));
    }
}
