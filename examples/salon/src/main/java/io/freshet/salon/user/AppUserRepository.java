package io.freshet.salon.user;

import jakarta.persistence.LockModeType;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.List;
import java.util.Optional;

interface AppUserRepository extends Repository<AppUser, Long> {

    Optional<AppUser> findByTenantIdAndEmail(long tenantId, String email);

    Optional<AppUser> findByIdAndTenantId(long id, long tenantId);

    boolean existsByIdAndTenantId(long id, long tenantId);

    Page<AppUser> findByTenantId(long tenantId, Pageable page);

    /** Waits for whoever changes or deletes the user, and answers what it then is. */
    @Lock(LockModeType.PESSIMISTIC_READ)
    @Query("from AppUser u where u.id = :id and u.tenantId = :tenantId")
    Optional<AppUser> findSettled(long id, long tenantId);

    /** The owners, kept from changing until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("from AppUser u where u.tenantId = :tenantId and u.role = OWNER order by u.id")
    List<AppUser> findOwners(long tenantId);

    @Query("""
            select new io.freshet.salon.user.UserView(u.id, u.email, u.name, u.role, u.version)
            from AppUser u
            where u.id = :id and u.tenantId = :tenantId""")
    Optional<UserView> findView(long id, long tenantId);

    @Query("select u.id from AppUser u where u.tenantId = :tenantId")
    List<Long> findIds(long tenantId);

    /** Leaves the version alone: a password is no part of what anybody reads and sends back. */
    @Modifying
    @Query("update AppUser u set u.passwordHash = :passwordHash where u.id = :id and u.tenantId = :tenantId")
    int updatePassword(long id, long tenantId, String passwordHash);

    AppUser saveAndFlush(AppUser user);

    void delete(AppUser user);

    void flush();
}
