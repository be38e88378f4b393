package io.freshet.salon.analytics;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.salon.appointment.Appointment;
import io.freshet.salon.client.Client;
import io.freshet.salon.policy.Analytics;
import io.freshet.salon.pos.Payment;
import io.freshet.salon.staff.Staff;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

import static java.util.stream.Collectors.toMap;

/**
 * What a user earns as a barber. None of it depends on what day it is: there are figures of all years, and whoever shows them knows which year is this
 * one. All of it depends on who the user is among the staff, and of payments and appointments on nothing but the columns that are read.
 */
@Service
@Transactional(readOnly = true)
@DependsOn(entity = Staff.class, by = "userId", columns = "deleted")
@DependsOn(
        entity = Payment.class,
        columns = {"staffId", "status", "amountMinor", "businessDate"})
public class BarberAnalytics {

    private static final long SIX_FIGURES_MINOR = 100_000_00;
    private static final int PERCENT = 100;
    private static final Limit REGULARS = Limit.of(5);

    private final BarberFigures figures;

    BarberAnalytics(BarberFigures figures) {
        this.figures = figures;
    }

    /** How near the years came to an income of six figures. */
    @Analytics("analytics:six_figure:user:{userId}")
    @DependsOn(
            entity = Appointment.class,
            columns = {"staffId", "clientId", "status", "businessDate"})
    @DependsOn(entity = Client.class)
    public IncomeGoal sixFigure(long userId) {
        var incomes = figures.incomeByYear(userId).stream()
                .collect(toMap(BarberFigures.YearsIncome::year, Function.identity(), (a, b) -> a, TreeMap::new));
        var visits = figures.visitsByYear(userId).stream()
                .collect(toMap(BarberFigures.YearsVisits::year, Function.identity()));
        var years = new TreeSet<Integer>(Comparator.reverseOrder());
        years.addAll(incomes.keySet());
        years.addAll(visits.keySet());
        return new IncomeGoal(
                SIX_FIGURES_MINOR,
                years.stream()
                        .map(year -> year(
                                incomes.getOrDefault(year, new BarberFigures.YearsIncome(year, 0, 0)),
                                visits.getOrDefault(year, new BarberFigures.YearsVisits(year, 0, 0))))
                        .toList());
    }

    /** What was paid from a day to another, both included. */
    @Cached(cache = "analytics:revenue:user:{userId}:{from}:{to}", ttl = "10m")
    public RevenueReport revenue(long userId, LocalDate from, LocalDate to) {
        var income = figures.income(userId, from, to);
        return new RevenueReport(
                from,
                to,
                income.payments(),
                income.revenueMinor(),
                income.pendingMinor(),
                income.refundedMinor(),
                figures.incomeByDay(userId, from, to));
    }

    @Analytics("analytics:dashboard_summary:user:{userId}")
    @DependsOn(
            entity = Appointment.class,
            columns = {"staffId", "clientId", "status"})
    @DependsOn(entity = Client.class)
    public BarberSummary dashboardSummary(long userId) {
        var income = figures.incomeEver(userId);
        var visits = figures.visits(userId);
        return new BarberSummary(
                income.payments(),
                income.revenueMinor(),
                income.pendingMinor(),
                income.refundedMinor(),
                visits.appointments(),
                visits.completed(),
                visits.cancelled(),
                visits.noShows(),
                figures.regulars(userId, REGULARS));
    }

    private static IncomeGoal.GoalYear year(BarberFigures.YearsIncome income, BarberFigures.YearsVisits visits) {
        return new IncomeGoal.GoalYear(
                income.year(),
                income.payments(),
                income.revenueMinor(),
                income.revenueMinor() * PERCENT / SIX_FIGURES_MINOR,
                Math.max(0, SIX_FIGURES_MINOR - income.revenueMinor()),
                visits.appointments(),
                visits.clients());
    }
}
