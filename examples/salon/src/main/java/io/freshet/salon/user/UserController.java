package io.freshet.salon.user;

import io.freshet.salon.session.CurrentUser;
import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
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

/** The users of the tenant. */
@RestController
@RequestMapping("/api/users")
class UserController {

    private final UserReader reader;
    private final UserEditor editor;

    UserController(UserReader reader, UserEditor editor) {
        this.reader = reader;
        this.editor = editor;
    }

    @GetMapping
    Paged<UserView> list(
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return reader.list(page, size);
    }

    @GetMapping("/me")
    UserView me() {
        return reader.profile(CurrentUser.id());
    }

    @GetMapping("/{id}")
    UserView find(@PathVariable long id) {
        return reader.profile(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    UserView add(@Valid @RequestBody NewUser user) {
        return editor.add(user);
    }

    @PatchMapping("/{id}")
    UserView change(@PathVariable long id, @Valid @RequestBody UserPatch patch) {
        return editor.change(id, patch);
    }

    @PostMapping("/{id}/reset-password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetPassword(@PathVariable long id, @Valid @RequestBody NewPassword password) {
        editor.resetPassword(id, password);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
