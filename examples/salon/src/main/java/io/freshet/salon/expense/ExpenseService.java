package io.freshet.salon.expense;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;

/** Records, corrects and lists expenses. */
@Service
@Transactional
public class ExpenseService {

    private static final Sort NEWEST_FIRST = Sort.by("businessDate", "id").descending();

    private final ExpenseRepository expenses;
    private final BusinessClock clock;

    ExpenseService(ExpenseRepository expenses, BusinessClock clock) {
        this.expenses = expenses;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Paged<ExpenseView> list(LocalDate from, LocalDate to, int page, int size) {
        return Paged.of(expenses.findByBusinessDateBetween(from, to, PageRequest.of(page, size, NEWEST_FIRST))
                .map(Expense::view));
    }

    @Transactional(readOnly = true)
    public ExpenseView find(long id) {
        return get(id).view();
    }

    public ExpenseView record(NewExpense expense) {
        var date = expense.date() != null ? expense.date() : clock.today();
        return expenses.save(new Expense(expense, date)).view();
    }

    public ExpenseView change(long id, ExpensePatch patch) {
        var expense = get(id);
        expense.requireVersion(patch.version());
        expense.change(patch);
        return expenses.saveAndFlush(expense).view();
    }

    public void delete(long id) {
        expenses.delete(get(id));
    }

    private Expense get(long id) {
        return expenses.findById(id).orElseThrow(() -> new NotFoundException("expense", id));
    }
}
