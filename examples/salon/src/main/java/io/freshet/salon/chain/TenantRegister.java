package io.freshet.salon.chain;

import io.freshet.salon.tenant.Tenant;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface TenantRegister extends Repository<Tenant, Long> {

    Tenant saveAndFlush(Tenant tenant);

    /** Deletes the tenant; the database deletes with it whatever refers to it. */
    @Modifying
    @Query("delete from Tenant t where t.id = :id")
    int delete(long id);
}
