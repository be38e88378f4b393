package io.freshet.salon.inventory;

import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds and lists the categories of goods. */
@Service
@Transactional
public class SkuCategoryService {

    private static final Sort BY_NAME = Sort.by("name", "id");

    private final SkuCategoryRepository categories;

    SkuCategoryService(SkuCategoryRepository categories) {
        this.categories = categories;
    }

    @Transactional(readOnly = true)
    public Paged<SkuCategoryView> list(int page, int size) {
        return Paged.of(categories.findAll(PageRequest.of(page, size, BY_NAME)).map(SkuCategory::view));
    }

    public SkuCategoryView add(NewSkuCategory category) {
        return categories.save(new SkuCategory(category)).view();
    }
}
