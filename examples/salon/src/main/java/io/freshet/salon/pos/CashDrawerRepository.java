package io.freshet.salon.pos;

import org.springframework.data.repository.Repository;

import java.util.Optional;

interface CashDrawerRepository extends Repository<CashDrawer, Long> {

    Optional<CashDrawer> findByClosedAtIsNull();

    CashDrawer save(CashDrawer drawer);
}
