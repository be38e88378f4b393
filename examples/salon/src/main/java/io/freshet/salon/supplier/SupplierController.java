package io.freshet.salon.supplier;

import io.freshet.salon.web.Paged;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
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

/** The suppliers of the tenant, where they are bought from and where their goods are counted. */
@RestController
@RequestMapping({"/api/purchases/suppliers", "/api/inventory/suppliers"})
class SupplierController {

    private final SupplierService suppliers;

    SupplierController(SupplierService suppliers) {
        this.suppliers = suppliers;
    }

    @GetMapping
    Paged<SupplierView> list(
            @RequestParam(defaultValue = "0") @PositiveOrZero @Max(Paged.LAST_PAGE) int page,
            @RequestParam(defaultValue = "50") @Positive @Max(500) int size) {
        return suppliers.list(page, size);
    }

    @GetMapping("/{id}")
    SupplierView find(@PathVariable long id) {
        return suppliers.find(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SupplierView add(@Valid @RequestBody NewSupplier supplier) {
        return suppliers.add(supplier);
    }

    @PatchMapping("/{id}")
    SupplierView change(@PathVariable long id, @Valid @RequestBody SupplierPatch patch) {
        return suppliers.change(id, patch);
    }
}
