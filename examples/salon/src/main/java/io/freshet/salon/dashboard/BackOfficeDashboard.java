package io.freshet.salon.dashboard;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.salon.client.Client;
import io.freshet.salon.expense.Expense;
import io.freshet.salon.quote.Quote;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

/** What the office wants to know: quotes, clients and expenses. */
@Service
@Transactional(readOnly = true)
public class BackOfficeDashboard {

    private final QuoteFigures quotes;
    private final ExpenseFigures expenses;

    BackOfficeDashboard(QuoteFigures quotes, ExpenseFigures expenses) {
        this.quotes = quotes;
        this.expenses = expenses;
    }

    /** A draft quote, another name of a client, and another description of an expense change none of it. */
    @Cached(cache = "dashboard:kpis", ttl = "5m")
    @DependsOn(
            entity = Quote.class,
            columns = {"clientId", "totalMinor"},
            where = "status = 'ACCEPTED'")
    @DependsOn(entity = Client.class, columns = "id")
    @DependsOn(entity = Expense.class, columns = "amountMinor")
    public Kpis kpis() {
        var accepted = quotes.accepted();
        var spent = expenses.ever();
        return new Kpis(
                accepted.quotes(),
                accepted.totalMinor(),
                accepted.quotes() == 0 ? 0 : accepted.totalMinor() / accepted.quotes(),
                quotes.clients(),
                accepted.clients(),
                spent.expenses(),
                spent.amountMinor());
    }

    /** The months of the year that have expenses. */
    @Cached(cache = "dashboard:expenses_monthly:{year}", ttl = "10m")
    @DependsOn(
            entity = Expense.class,
            columns = {"category", "amountMinor", "businessDate"})
    public List<MonthlyExpenses> expensesMonthly(int year) {
        return expenses.byMonthAndCategory(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31)).stream()
                .collect(groupingBy(ExpenseFigures.MonthAndCategory::month, TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(month -> month(month.getKey(), month.getValue()))
                .toList();
    }

    @Cached(cache = "dashboard:top_clients:{limit}", ttl = "10m")
    @DependsOn(
            entity = Quote.class,
            columns = {"clientId", "totalMinor"},
            where = "status = 'ACCEPTED'")
    @DependsOn(
            entity = Client.class,
            columns = {"id", "name"})
    public List<TopClient> topClients(int limit) {
        return quotes.topClients(Limit.of(limit));
    }

    private static MonthlyExpenses month(int month, List<ExpenseFigures.MonthAndCategory> figures) {
        return new MonthlyExpenses(
                month,
                figures.stream()
                        .mapToLong(ExpenseFigures.MonthAndCategory::amountMinor)
                        .sum(),
                figures.stream()
                        .map(f -> new MonthlyExpenses.ByCategory(f.category(), f.expenses(), f.amountMinor()))
                        .toList());
    }
}
