package io.freshet.salon.expense;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

import static java.util.Objects.requireNonNullElse;

/** Money that was spent on a day. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Expense extends TenantOwned {

    private String category;
    private String description;
    private long amountMinor;
    private LocalDate businessDate;
    private @Nullable Long invoiceId;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Expense() {}

    Expense(NewExpense expense, LocalDate businessDate) {
        this.category = expense.category();
        this.description = expense.description();
        this.amountMinor = expense.amountMinor();
        this.businessDate = businessDate;
    }

    Expense(NewExpense expense, LocalDate businessDate, long invoiceId) {
        this(expense, businessDate);
        this.invoiceId = invoiceId;
    }

    void change(ExpensePatch patch) {
        category = requireNonNullElse(patch.category(), category);
        description = requireNonNullElse(patch.description(), description);
        amountMinor = requireNonNullElse(patch.amountMinor(), amountMinor);
        businessDate = requireNonNullElse(patch.date(), businessDate);
    }

    /** What it comes to after all. */
    void correct(long amountMinor) {
        this.amountMinor = amountMinor;
    }

    ExpenseView view() {
        return new ExpenseView(id(), category, description, amountMinor, businessDate, version());
    }
}
