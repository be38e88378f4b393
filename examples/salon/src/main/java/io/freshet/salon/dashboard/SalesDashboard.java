package io.freshet.salon.dashboard;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.salon.appointment.Appointment;
import io.freshet.salon.appointment.WalkIn;
import io.freshet.salon.expense.Expense;
import io.freshet.salon.pos.Bill;
import io.freshet.salon.pos.CashDrawer;
import io.freshet.salon.pos.Payment;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;

import static java.util.stream.Collectors.toMap;

/** What was sold and received. */
@Service
@Transactional(readOnly = true)
public class SalesDashboard {

    private static final int HOURS = 24;

    private final BillFigures bills;
    private final PaymentFigures payments;
    private final VisitFigures visits;
    private final ExpenseFigures expenses;
    private final DrawerFigures drawers;

    SalesDashboard(
            BillFigures bills,
            PaymentFigures payments,
            VisitFigures visits,
            ExpenseFigures expenses,
            DrawerFigures drawers) {
        this.bills = bills;
        this.payments = payments;
        this.visits = visits;
        this.expenses = expenses;
        this.drawers = drawers;
    }

    @Cached(
            cache = "dashboard:metrics:{date}",
            ttl = "60s",
            dependsOn = {Bill.class, Payment.class, Expense.class, CashDrawer.class})
    @DependsOn(
            entity = Appointment.class,
            columns = {"businessDate", "status"})
    @DependsOn(
            entity = WalkIn.class,
            columns = {"businessDate", "status"})
    public Metrics metrics(LocalDate date) {
        var billed = bills.on(date);
        var paid = payments.on(date);
        var appointments = visits.appointments(date);
        var walkIns = visits.walkIns(date);
        var spent = expenses.on(date);
        var drawer = drawers.on(date);
        return new Metrics(
                date,
                paid.revenueMinor(),
                billed.billedMinor(),
                billed.taxMinor(),
                billed.discountMinor(),
                paid.pendingMinor(),
                paid.refundedMinor(),
                billed.bills(),
                billed.open(),
                billed.voided(),
                billed.refunded(),
                paid.payments(),
                spent.expenses(),
                spent.amountMinor(),
                appointments.total(),
                appointments.completed(),
                appointments.noShows(),
                walkIns.total(),
                walkIns.waiting(),
                drawer.open() > 0,
                drawer.openingMinor() + paid.cashMinor(),
                drawer.differenceMinor());
    }

    @Cached(
            cache = "dashboard:comparison:{date}",
            ttl = "60s",
            dependsOn = {Bill.class, Payment.class})
    public Comparison comparison(LocalDate date) {
        return new Comparison(day(date), day(date.minusDays(1)));
    }

    /** All hours of the day, also those without sales. */
    @Cached(
            cache = "dashboard:hourly:{date}",
            ttl = "60s",
            dependsOn = {Bill.class, Payment.class})
    public List<HourlySales> hourly(LocalDate date) {
        var billed = bills.byHour(date).stream().collect(toMap(BillFigures.Slot::at, slot -> slot));
        var paid = payments.byHour(date).stream().collect(toMap(PaymentFigures.Slot::at, slot -> slot));
        return IntStream.range(0, HOURS)
                .mapToObj(hour -> {
                    var b = billed.getOrDefault(hour, new BillFigures.Slot<>(hour, 0, 0));
                    var p = paid.getOrDefault(hour, new PaymentFigures.Slot<>(hour, 0, 0));
                    return new HourlySales(hour, b.bills(), b.billedMinor(), p.payments(), p.revenueMinor());
                })
                .toList();
    }

    /** The days up to and including the date, also those without sales, the oldest first. */
    @Cached(
            cache = "dashboard:trends:{days}:{date}",
            ttl = "5m",
            dependsOn = {Bill.class, Payment.class, Expense.class})
    public List<DailyTrend> trends(int days, LocalDate date) {
        var from = date.minusDays(days - 1L);
        var billed = bills.byDay(from, date).stream().collect(toMap(BillFigures.Slot::at, slot -> slot));
        var paid = payments.byDay(from, date).stream().collect(toMap(PaymentFigures.Slot::at, slot -> slot));
        var spent = expenses.byDay(from, date).stream()
                .collect(toMap(ExpenseFigures.Day::date, ExpenseFigures.Day::amountMinor));
        return from.datesUntil(date.plusDays(1))
                .map(day -> {
                    var b = billed.getOrDefault(day, new BillFigures.Slot<>(day, 0, 0));
                    var p = paid.getOrDefault(day, new PaymentFigures.Slot<>(day, 0, 0));
                    return new DailyTrend(
                            day, b.bills(), b.billedMinor(), p.revenueMinor(), spent.getOrDefault(day, 0L));
                })
                .toList();
    }

    private Comparison.Day day(LocalDate date) {
        var billed = bills.on(date);
        var paid = payments.on(date);
        return new Comparison.Day(date, billed.bills(), billed.billedMinor(), paid.payments(), paid.revenueMinor());
    }
}
