package io.freshet.salon.client;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
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

/** The clients of the tenant. */
@RestController
@RequestMapping("/api/clients")
class ClientController {

    private final ClientReader reader;
    private final ClientEditor editor;

    ClientController(ClientReader reader, ClientEditor editor) {
        this.reader = reader;
        this.editor = editor;
    }

    @GetMapping
    Paged<ClientView> list(
            @RequestParam(required = false) @Size(min = 1, max = 200) @Nullable String name,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        var filter = new ClientFilter(name);
        return reader.list(page, size, filter.hash(), filter);
    }

    @GetMapping("/{id}")
    ClientView find(@PathVariable long id) {
        return reader.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ClientView add(@Valid @RequestBody NewClient client) {
        return editor.add(client);
    }

    @PatchMapping("/{id}")
    ClientView change(@PathVariable long id, @Valid @RequestBody ClientPatch patch) {
        return editor.change(id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
