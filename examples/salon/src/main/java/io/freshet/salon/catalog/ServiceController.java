package io.freshet.salon.catalog;

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

/** The services of the catalog. */
@RestController
@RequestMapping("/api/catalog/services")
class ServiceController {

    private final CatalogReader catalog;
    private final ServiceEditor editor;

    ServiceController(CatalogReader catalog, ServiceEditor editor) {
        this.catalog = catalog;
        this.editor = editor;
    }

    @GetMapping("/{id}")
    ServiceView find(@PathVariable long id) {
        return catalog.service(id);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ServiceView add(@Valid @RequestBody NewService service) {
        return editor.add(service);
    }

    @PatchMapping("/{id}")
    ServiceView change(@PathVariable long id, @Valid @RequestBody ServicePatch patch) {
        return editor.change(id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
