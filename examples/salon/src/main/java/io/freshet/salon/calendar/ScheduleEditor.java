package io.freshet.salon.calendar;

import io.freshet.salon.problem.InvalidRequestException;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.staff.StaffDirectory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

/** Says when the staff work. What is booked already stays as it is. */
@Service
@Transactional
public class ScheduleEditor {

    private final ShiftRepository shifts;
    private final TimeOffRepository timesOff;
    private final StaffDirectory staff;

    ScheduleEditor(ShiftRepository shifts, TimeOffRepository timesOff, StaffDirectory staff) {
        this.shifts = shifts;
        this.timesOff = timesOff;
        this.staff = staff;
    }

    /** Puts a week in the place of the one that there was. Days that stay the same are not written. */
    public List<ShiftView> replace(long barberId, NewSchedule schedule) {
        staff.require(barberId);
        var wanted = daysOf(schedule);
        var present = shifts.findByStaffIdOrderByWeekday(barberId).stream().collect(toMap(Shift::weekday, identity()));
        wanted.forEach((weekday, day) -> {
            var shift = present.remove(weekday);
            if (shift == null) {
                shifts.save(new Shift(barberId, day));
            } else {
                shift.change(day);
            }
        });
        present.values().forEach(shifts::delete);
        return wanted.values().stream()
                .map(day -> new ShiftView(day.weekday(), day.startsAt(), day.endsAt()))
                .toList();
    }

    @Transactional(readOnly = true)
    public List<TimeOffView> timesOff(long barberId) {
        staff.require(barberId);
        return timesOff.findByStaffIdOrderByFirstDateAscIdAsc(barberId).stream()
                .map(TimeOff::view)
                .toList();
    }

    public TimeOffView takeOff(long barberId, NewTimeOff days) {
        staff.require(barberId);
        if (days.to().isBefore(days.from())) {
            throw new InvalidRequestException("Days off end before they begin");
        }
        return timesOff.save(new TimeOff(barberId, days)).view();
    }

    public void deleteTimeOff(long barberId, long id) {
        timesOff.delete(
                timesOff.findByIdAndStaffId(id, barberId).orElseThrow(() -> new NotFoundException("time off", id)));
    }

    private static Map<DayOfWeek, NewSchedule.Workday> daysOf(NewSchedule schedule) {
        var days = new EnumMap<DayOfWeek, NewSchedule.Workday>(DayOfWeek.class);
        for (var day : schedule.days()) {
            if (!day.startsAt().isBefore(day.endsAt())) {
                throw new InvalidRequestException("On " + day.weekday() + " work ends before it begins");
            }
            if (days.put(day.weekday(), day) != null) {
                throw new InvalidRequestException(day.weekday() + " is there twice");
            }
        }
        return days;
    }
}
