package io.freshet.salon.staff;

import jakarta.validation.Valid;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The staff of the tenant. */
@RestController
@RequestMapping("/api/staff")
class StaffController {

    private final StaffReader reader;
    private final StaffEditor editor;

    StaffController(StaffReader reader, StaffEditor editor) {
        this.reader = reader;
        this.editor = editor;
    }

    @GetMapping
    List<StaffView> list() {
        return reader.list();
    }

    @GetMapping("/{id}")
    StaffView find(@PathVariable long id) {
        return reader.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    StaffView add(@Valid @RequestBody NewStaff staff) {
        return editor.add(staff);
    }

    @PatchMapping("/{id}")
    StaffView change(@PathVariable long id, @Valid @RequestBody StaffPatch patch) {
        return editor.change(id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
