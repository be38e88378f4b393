package io.freshet.salon.customer;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
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

/** The customers of the tenant. */
@RestController
@RequestMapping("/api/customers")
class CustomerController {

    private final CustomerReader reader;
    private final CustomerEditor editor;

    CustomerController(CustomerReader reader, CustomerEditor editor) {
        this.reader = reader;
        this.editor = editor;
    }

    @GetMapping
    Paged<CustomerView> list(
            @RequestParam(required = false) @Size(min = 1, max = 200) @Nullable String name,
            @RequestParam(required = false) @Nullable Boolean wantsNews,
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page) {
        var filter = new CustomerFilter(name, wantsNews);
        return reader.list(page, filter.hash(), filter);
    }

    @GetMapping("/{id}")
    CustomerView find(@PathVariable long id) {
        return reader.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CustomerView add(@Valid @RequestBody NewCustomer customer) {
        return editor.add(customer);
    }

    @PatchMapping("/{id}")
    CustomerView change(@PathVariable long id, @Valid @RequestBody CustomerPatch patch) {
        return editor.change(id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
