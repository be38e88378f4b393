package io.freshet.salon.tenant;

import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

interface TenantRepository extends Repository<Tenant, Long> {

    Optional<Tenant> findById(long id);

    List<Tenant> findAll();
}
