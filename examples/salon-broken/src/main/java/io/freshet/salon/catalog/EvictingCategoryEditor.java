package io.freshet.salon.catalog;

import org.springframework.cache.annotation.CacheEvict;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/**
 * Forgets the categories when one is changed. Wrong: new and deleted ones stay as they are, deleted services stay on offer, and whoever edits
 * services, addons and templates forgets nothing.
 */
@Service
@Primary
class EvictingCategoryEditor extends CategoryEditor {

    EvictingCategoryEditor(CategoryRepository categories, SalonServiceRepository services, ServiceAssembler assembler) {
        super(categories, services, assembler);
    }

    @Override
    @CacheEvict(cacheNames = "catalog:categories", allEntries = true)
    public CategoryView change(long id, CategoryPatch patch) {
        return super.change(id, patch);
    }
}
