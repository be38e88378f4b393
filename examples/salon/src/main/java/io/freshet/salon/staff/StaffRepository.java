package io.freshet.salon.staff;

import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

interface StaffRepository extends Repository<Staff, Long> {

    boolean existsById(long id);

    Optional<Staff> findById(long id);

    Optional<Staff> findByUserId(long userId);

    List<Staff> findByOrderByNameAscIdAsc();

    Staff saveAndFlush(Staff staff);

    void delete(Staff staff);
}
