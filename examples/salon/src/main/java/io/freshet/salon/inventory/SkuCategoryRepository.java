package io.freshet.salon.inventory;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface SkuCategoryRepository extends Repository<SkuCategory, Long> {

    boolean existsById(long id);

    Page<SkuCategory> findAll(Pageable page);

    SkuCategory save(SkuCategory category);
}
