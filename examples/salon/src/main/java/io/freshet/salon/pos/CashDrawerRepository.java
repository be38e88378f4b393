package io.freshet.salon.pos;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.Optional;

interface CashDrawerRepository extends Repository<CashDrawer, Long> {

    Optional<CashDrawer> findByClosedAtIsNull();

    Page<CashDrawer> findAll(Pageable page);

    CashDrawer save(CashDrawer drawer);
}
