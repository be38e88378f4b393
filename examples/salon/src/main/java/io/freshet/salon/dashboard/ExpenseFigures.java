package io.freshet.salon.dashboard;

import io.freshet.salon.expense.Expense;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

interface ExpenseFigures extends Repository<Expense, Long> {

    /** Some expenses. */
    record Totals(long expenses, long amountMinor) {}

    /** The expenses of one day. */
    record Day(LocalDate date, long amountMinor) {}

    /** The expenses of one month in one category. */
    record MonthAndCategory(int month, String category, long expenses, long amountMinor) {}

    @Query("""
            select new io.freshet.salon.dashboard.ExpenseFigures$Totals(count(e), coalesce(sum(e.amountMinor), 0L))
            from Expense e
            where e.businessDate = :date""")
    Totals on(LocalDate date);

    @Query("""
            select new io.freshet.salon.dashboard.ExpenseFigures$Totals(count(e), coalesce(sum(e.amountMinor), 0L))
            from Expense e""")
    Totals ever();

    @Query("""
            select new io.freshet.salon.dashboard.ExpenseFigures$Day(e.businessDate, sum(e.amountMinor))
            from Expense e
            where e.businessDate between :from and :to
            group by e.businessDate""")
    List<Day> byDay(LocalDate from, LocalDate to);

    @Query("""
            select new io.freshet.salon.dashboard.ExpenseFigures$MonthAndCategory(
                month(e.businessDate), e.category, count(e), sum(e.amountMinor))
            from Expense e
            where e.businessDate between :from and :to
            group by month(e.businessDate), e.category
            order by month(e.businessDate), e.category""")
    List<MonthAndCategory> byMonthAndCategory(LocalDate from, LocalDate to);
}
