package io.freshet.salon.auth;

import org.springframework.data.repository.Repository;

import java.util.Optional;

interface AppUserRepository extends Repository<AppUser, Long> {

    Optional<AppUser> findByTenantIdAndEmail(long tenantId, String email);
}
