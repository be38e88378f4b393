package io.freshet.salon.expense;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;

/** Writes down what purchases cost. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class PurchaseExpenses {

    private static final String CATEGORY = "Purchases";

    private final ExpenseRepository expenses;

    PurchaseExpenses(ExpenseRepository expenses) {
        this.expenses = expenses;
    }

    /** What a received invoice has cost, in place of what it was said to have cost before. */
    public void ofInvoice(long invoiceId, String description, long amountMinor, LocalDate date) {
        var known = expenses.findByInvoiceId(invoiceId);
        if (amountMinor == 0) {
            known.ifPresent(expenses::delete);
        } else if (known.isPresent()) {
            known.get().correct(amountMinor);
        } else {
            expenses.save(new Expense(expense(description, amountMinor, date), date, invoiceId));
        }
    }

    /** What was paid without a received invoice. */
    public void ofPayment(String description, long amountMinor, LocalDate date) {
        expenses.save(new Expense(expense(description, amountMinor, date), date));
    }

    private static NewExpense expense(String description, long amountMinor, LocalDate date) {
        return new NewExpense(CATEGORY, description, amountMinor, date);
    }
}
