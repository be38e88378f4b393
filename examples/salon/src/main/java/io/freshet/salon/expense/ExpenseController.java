package io.freshet.salon.expense;

import io.freshet.salon.settings.BusinessClock;
import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.LocalDate;

/** The expenses of the tenant. */
@RestController
@RequestMapping("/api/expenses")
class ExpenseController {

    private final ExpenseService expenses;
    private final BusinessClock clock;

    ExpenseController(ExpenseService expenses, BusinessClock clock) {
        this.expenses = expenses;
        this.clock = clock;
    }

    @GetMapping
    Paged<ExpenseView> list(
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        var last = to != null ? to : clock.today();
        return expenses.list(from != null ? from : last.minusDays(30), last, page, size);
    }

    @GetMapping("/{id}")
    ExpenseView find(@PathVariable long id) {
        return expenses.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ExpenseView record(@Valid @RequestBody NewExpense expense) {
        return expenses.record(expense);
    }

    @PatchMapping("/{id}")
    ExpenseView change(@PathVariable long id, @Valid @RequestBody ExpensePatch patch) {
        return expenses.change(id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        expenses.delete(id);
    }
}
