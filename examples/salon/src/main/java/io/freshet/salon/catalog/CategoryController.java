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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The categories of the catalog. */
@RestController
@RequestMapping("/api/catalog/categories")
class CategoryController {

    private final CatalogReader catalog;
    private final CategoryEditor editor;

    CategoryController(CatalogReader catalog, CategoryEditor editor) {
        this.catalog = catalog;
        this.editor = editor;
    }

    @GetMapping
    List<CategoryView> categories(@RequestParam(defaultValue = "true") boolean active) {
        return catalog.categories(active);
    }

    @GetMapping("/{id}")
    CategoryView find(@PathVariable long id) {
        return catalog.category(id);
    }

    @GetMapping("/{categoryId}/services")
    List<ServiceView> services(@PathVariable long categoryId) {
        return catalog.services(categoryId);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CategoryView add(@Valid @RequestBody NewCategory category) {
        return editor.add(category);
    }

    @PatchMapping("/{id}")
    CategoryView change(@PathVariable long id, @Valid @RequestBody CategoryPatch patch) {
        return editor.change(id, patch);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable long id) {
        editor.delete(id);
    }
}
