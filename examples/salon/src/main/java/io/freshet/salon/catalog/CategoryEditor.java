package io.freshet.salon.catalog;

import io.freshet.salon.problem.NotFoundException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Adds, changes and deletes categories. */
@Service
@Transactional
public class CategoryEditor {

    private final CategoryRepository categories;
    private final SalonServiceRepository services;
    private final ServiceAssembler assembler;

    CategoryEditor(CategoryRepository categories, SalonServiceRepository services, ServiceAssembler assembler) {
        this.categories = categories;
        this.services = services;
        this.assembler = assembler;
    }

    public CategoryView add(NewCategory category) {
        return CategoryView.of(categories.save(new Category(category)), List.of());
    }

    public CategoryView change(long id, CategoryPatch patch) {
        var category = get(id);
        category.requireVersion(patch.version());
        category.change(patch);
        return CategoryView.of(categories.saveAndFlush(category), assembler.activeIn(List.of(id)));
    }

    /** Deletes the category and all services in it. */
    public void delete(long id) {
        var category = get(id);
        services.deleteByCategoryId(id);
        categories.delete(category);
    }

    private Category get(long id) {
        return categories.findById(id).orElseThrow(() -> new NotFoundException("category", id));
    }
}
