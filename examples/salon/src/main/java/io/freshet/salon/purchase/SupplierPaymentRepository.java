package io.freshet.salon.purchase;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

interface SupplierPaymentRepository extends Repository<SupplierPayment, Long> {

    Page<SupplierPayment> findAll(Pageable page);

    SupplierPayment save(SupplierPayment payment);
}
