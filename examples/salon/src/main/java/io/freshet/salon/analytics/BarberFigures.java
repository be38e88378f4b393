package io.freshet.salon.analytics;

import io.freshet.salon.pos.Payment;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;

/** Figures of the one of the staff that a user is. All of them are zero for a user that is none. */
interface BarberFigures extends Repository<Payment, Long> {

    /** The payments credited to the barber. Revenue is what was received and not paid back. */
    record Income(long payments, long revenueMinor, long pendingMinor, long refundedMinor) {}

    /** The confirmed payments of a year. */
    record YearsIncome(int year, long payments, long revenueMinor) {}

    /** The completed appointments of a year, and for how many clients they were. */
    record YearsVisits(int year, long appointments, long clients) {}

    /** What became of the appointments. */
    record Visits(long appointments, long completed, long cancelled, long noShows) {}

    @Query("""
            select new io.freshet.salon.analytics.BarberFigures$Income(
                count(p),
                coalesce(sum(p.amountMinor) filter (where p.status = CONFIRMED), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = PENDING), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = REFUNDED), 0L))
            from Payment p
            join Staff s on s.id = p.staffId
            where s.userId = :userId and p.businessDate between :from and :to""")
    Income income(long userId, LocalDate from, LocalDate to);

    @Query("""
            select new io.freshet.salon.analytics.RevenueReport$RevenueDay(p.businessDate, count(p), sum(p.amountMinor))
            from Payment p
            join Staff s on s.id = p.staffId
            where s.userId = :userId and p.businessDate between :from and :to and p.status = CONFIRMED
            group by p.businessDate
            order by p.businessDate""")
    List<RevenueReport.RevenueDay> incomeByDay(long userId, LocalDate from, LocalDate to);

    @Query("""
            select new io.freshet.salon.analytics.BarberFigures$YearsIncome(
                year(p.businessDate), count(p), sum(p.amountMinor))
            from Payment p
            join Staff s on s.id = p.staffId
            where s.userId = :userId and p.status = CONFIRMED
            group by year(p.businessDate)""")
    List<YearsIncome> incomeByYear(long userId);

    @Query("""
            select new io.freshet.salon.analytics.BarberFigures$YearsVisits(
                year(a.businessDate), count(a), count(distinct c.id))
            from Appointment a
            join Staff s on s.id = a.staffId
            left join Client c on c.id = a.clientId
            where s.userId = :userId and a.status = COMPLETED
            group by year(a.businessDate)""")
    List<YearsVisits> visitsByYear(long userId);

    @Query("""
            select new io.freshet.salon.analytics.BarberFigures$Income(
                count(p),
                coalesce(sum(p.amountMinor) filter (where p.status = CONFIRMED), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = PENDING), 0L),
                coalesce(sum(p.amountMinor) filter (where p.status = REFUNDED), 0L))
            from Payment p
            join Staff s on s.id = p.staffId
            where s.userId = :userId""")
    Income incomeEver(long userId);

    @Query("""
            select new io.freshet.salon.analytics.BarberFigures$Visits(
                count(a),
                count(a) filter (where a.status = COMPLETED),
                count(a) filter (where a.status = CANCELLED),
                count(a) filter (where a.status = NO_SHOW))
            from Appointment a
            join Staff s on s.id = a.staffId
            where s.userId = :userId""")
    Visits visits(long userId);

    @Query("""
            select new io.freshet.salon.analytics.BarberSummary$Regular(c.id, c.name, count(a))
            from Appointment a
            join Staff s on s.id = a.staffId
            join Client c on c.id = a.clientId
            where s.userId = :userId and a.status = COMPLETED
            group by c.id, c.name
            order by count(a) desc, c.id""")
    List<BarberSummary.Regular> regulars(long userId, Limit limit);
}
