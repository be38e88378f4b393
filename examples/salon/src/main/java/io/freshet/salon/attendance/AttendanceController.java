package io.freshet.salon.attendance;

import io.freshet.salon.settings.BusinessClock;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.time.YearMonth;
import java.util.List;

/** The attendance of the staff. A month that is left out means this one. */
@RestController
@RequestMapping("/api/attendance")
class AttendanceController {

    private final AttendanceReader reader;
    private final AttendanceEditor editor;
    private final BusinessClock clock;

    AttendanceController(AttendanceReader reader, AttendanceEditor editor, BusinessClock clock) {
        this.reader = reader;
        this.editor = editor;
        this.clock = clock;
    }

    @GetMapping
    List<AttendanceView> month(@RequestParam long staffId, @RequestParam(required = false) @Nullable YearMonth month) {
        return reader.month(staffId, month != null ? month : YearMonth.from(clock.today()));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AttendanceView record(@Valid @RequestBody NewAttendance attendance) {
        return editor.record(attendance);
    }

    @PatchMapping("/{id}")
    AttendanceView change(@PathVariable long id, @Valid @RequestBody AttendancePatch patch) {
        return editor.change(id, patch);
    }

    @PostMapping("/my-attendance/mark")
    AttendanceView markMine() {
        return editor.markMine();
    }
}
