package io.freshet.salon.catalog;

import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

interface CategoryRepository extends Repository<Category, Long> {

    Optional<Category> findById(long id);

    boolean existsById(long id);

    List<Category> findByActiveOrderByPositionAscIdAsc(boolean active);

    Category save(Category category);

    Category saveAndFlush(Category category);

    void delete(Category category);
}
