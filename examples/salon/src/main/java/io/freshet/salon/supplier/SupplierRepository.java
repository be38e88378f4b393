package io.freshet.salon.supplier;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.Optional;

interface SupplierRepository extends Repository<Supplier, Long> {

    Optional<Supplier> findById(long id);

    boolean existsById(long id);

    Page<Supplier> findAll(Pageable page);

    Supplier save(Supplier supplier);

    Supplier saveAndFlush(Supplier supplier);
}
