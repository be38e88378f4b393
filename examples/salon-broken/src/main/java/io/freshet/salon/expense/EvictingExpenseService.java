package io.freshet.salon.expense;

import io.freshet.salon.settings.BusinessClock;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/**
 * Forgets the months when an expense is corrected. Wrong: a new or deleted one changes them as well, and the day's metrics, the trends and the
 * figures of the office show all three.
 */
@Service
@Primary
class EvictingExpenseService extends ExpenseService {

    EvictingExpenseService(ExpenseRepository expenses, BusinessClock clock) {
        super(expenses, clock);
    }

    @Override
    @CacheEvict(cacheNames = "dashboard:expenses_monthly", allEntries = true)
    public ExpenseView change(long id, ExpensePatch patch) {
        return super.change(id, patch);
    }
}
