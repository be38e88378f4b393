package io.freshet.salon.inventory;

import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.repository.Repository;

import java.util.Optional;

interface ChangeRequestRepository extends Repository<ChangeRequest, Long> {

    Optional<ChangeRequest> findById(long id);

    Page<ChangeRequest> findAll(Pageable page);

    Page<ChangeRequest> findByStatus(ChangeRequestStatus status, Pageable page);

    ChangeRequest save(ChangeRequest request);
}
