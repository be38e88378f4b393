package io.freshet.salon.catalog;

import org.springframework.data.repository.Repository;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

interface AddonRepository extends Repository<Addon, Long> {

    Optional<Addon> findById(long id);

    List<Addon> findByIdIn(Collection<Long> ids);

    List<Addon> findByServiceIdInOrderByNameAsc(Collection<Long> serviceIds);

    Addon save(Addon addon);

    Addon saveAndFlush(Addon addon);

    void delete(Addon addon);
}
