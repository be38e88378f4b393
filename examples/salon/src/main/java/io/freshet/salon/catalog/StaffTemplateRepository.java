package io.freshet.salon.catalog;

import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface StaffTemplateRepository extends Repository<StaffTemplate, Long> {

    Optional<StaffTemplate> findByIdAndServiceId(long id, long serviceId);

    List<StaffTemplate> findByServiceIdInOrderByStaffIdAsc(Collection<Long> serviceIds);

    StaffTemplate save(StaffTemplate template);

    StaffTemplate saveAndFlush(StaffTemplate template);

    void delete(StaffTemplate template);
}
