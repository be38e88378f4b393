package io.freshet.salon.purchase;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.Optional;

interface InvoiceRepository extends Repository<Invoice, Long> {

    Optional<Invoice> findById(long id);

    Page<Invoice> findAll(Pageable page);

    Page<Invoice> findByStatus(InvoiceStatus status, Pageable page);

    Invoice save(Invoice invoice);

    Invoice saveAndFlush(Invoice invoice);
}
