package io.freshet.salon.appointment;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

interface WalkInRepository extends Repository<WalkIn, Long> {

    @Query(value = "select nextval('walk_in_session')", nativeQuery = true)
    long newSession();

    Optional<WalkIn> findById(long id);

    List<WalkIn> findBySessionIdOrderById(long sessionId);

    Page<WalkIn> findByBusinessDate(LocalDate date, Pageable page);

    WalkIn save(WalkIn walkIn);

    WalkIn saveAndFlush(WalkIn walkIn);

    List<WalkIn> saveAllAndFlush(Iterable<WalkIn> walkIns);
}
