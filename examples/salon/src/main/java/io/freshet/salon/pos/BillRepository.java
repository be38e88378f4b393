package io.freshet.salon.pos;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface BillRepository extends Repository<Bill, Long> {

    Optional<Bill> findById(long id);

    List<Bill> findByIdIn(Collection<Long> ids);

    Page<Bill> findByBusinessDate(LocalDate date, Pageable page);

    Bill save(Bill bill);
}
