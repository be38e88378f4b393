package io.freshet.salon.calendar;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** When a barber works. */
@RestController
@RequestMapping("/api/barbers/{id}")
class ScheduleController {

    private final ScheduleEditor schedules;

    ScheduleController(ScheduleEditor schedules) {
        this.schedules = schedules;
    }

    @PutMapping("/schedule")
    List<ShiftView> replace(@PathVariable long id, @Valid @RequestBody NewSchedule schedule) {
        return schedules.replace(id, schedule);
    }

    @GetMapping("/time-off")
    List<TimeOffView> timesOff(@PathVariable long id) {
        return schedules.timesOff(id);
    }

    @PostMapping("/time-off")
    @ResponseStatus(HttpStatus.CREATED)
    TimeOffView takeOff(@PathVariable long id, @Valid @RequestBody NewTimeOff days) {
        return schedules.takeOff(id, days);
    }

    @DeleteMapping("/time-off/{offId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteTimeOff(@PathVariable long id, @PathVariable long offId) {
        schedules.deleteTimeOff(id, offId);
    }
}
