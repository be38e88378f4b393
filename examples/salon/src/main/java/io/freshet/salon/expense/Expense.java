package io.freshet.salon.expense;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** Money that was spent on a day. */
@Entity
public class Expense extends TenantOwned {

    private String category;
    private String description;
    private long amountMinor;
    private LocalDate businessDate;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Expense() {}

    Expense(NewExpense expense, LocalDate businessDate) {
        this.category = expense.category();
        this.description = expense.description();
        this.amountMinor = expense.amountMinor();
        this.businessDate = businessDate;
    }

    void change(ExpensePatch patch) {
        category = requireNonNullElse(patch.category(), category);
        description = requireNonNullElse(patch.description(), description);
        amountMinor = requireNonNullElse(patch.amountMinor(), amountMinor);
        businessDate = requireNonNullElse(patch.date(), businessDate);
    }

    ExpenseView view() {
        return new ExpenseView(id(), category, description, amountMinor, businessDate);
    }
}
