package io.freshet.salon.staff;

import org.springframework.data.repository.Repository;

interface StaffRepository extends Repository<Staff, Long> {

    boolean existsById(long id);
}
