package io.freshet.salon.pos;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface PaymentRepository extends Repository<Payment, Long> {

    Optional<Payment> findById(long id);

    Optional<Payment> findByIdAndBillId(long id, long billId);

    List<Payment> findByBillIdOrderById(long billId);

    Page<Payment> findByStatus(PaymentStatus status, Pageable page);

    List<Payment> findByStatusOrderById(PaymentStatus status);

    List<Payment> findByStatusAndIdInOrderById(PaymentStatus status, Collection<Long> ids);

    @Query("""
            select coalesce(sum(p.amountMinor), 0L) from Payment p
            where p.method = CASH and p.status = CONFIRMED and p.createdAt >= :since""")
    long cashSince(Instant since);

    Payment save(Payment payment);

    Payment saveAndFlush(Payment payment);

    void delete(Payment payment);
}
