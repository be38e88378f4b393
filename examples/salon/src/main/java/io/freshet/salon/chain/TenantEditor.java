package io.freshet.salon.chain;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.session.Sessions;
import io.freshet.salon.tenant.CurrentTenant;
import io.freshet.salon.tenant.Tenant;
import io.freshet.salon.user.Accounts;
import jakarta.persistence.EntityManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens salons, and closes them. An owner may open another salon, which then has an owner of its own; closed it is by that one only, since nobody
 * reaches into another tenant.
 */
@Service
public class TenantEditor {

    /** For a tenant that is not the current one, whose settings Hibernate would write. */
    private static final String SETTINGS =
            "insert into settings (tenant_id, business_name, currency, time_zone) values (:tenant, :name, :currency, :zone)";

    private final TenantRegister tenants;
    private final EntityManager entities;
    private final Accounts accounts;
    private final Sessions sessions;
    private final TenantCaches caches;
    private final TransactionTemplate transaction;

    TenantEditor(
            TenantRegister tenants,
            EntityManager entities,
            Accounts accounts,
            Sessions sessions,
            TenantCaches caches,
            PlatformTransactionManager transactions) {
        this.tenants = tenants;
        this.entities = entities;
        this.accounts = accounts;
        this.sessions = sessions;
        this.caches = caches;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Transactional
    public TenantView open(NewTenant order) {
        var tenant = tenants.saveAndFlush(new Tenant(order.name()));
        entities.createNativeQuery(SETTINGS)
                .setParameter("tenant", tenant.id())
                .setParameter("name", order.name())
                .setParameter("currency", order.currencyOrEuro())
                .setParameter("zone", order.zone().getId())
                .executeUpdate();
        var owner = accounts.add(tenant.id(), order.owner().user());
        return new TenantView(tenant.id(), order.name(), order.zone().getId(), owner);
    }

    /**
     * Closes the salon of whoever asks: nobody of it gets in from now on, and everything that it has is deleted.
     *
     * @throws NotFoundException if it is another's salon, or none
     */
    public void close(long id) {
        if (id != CurrentTenant.id()) {
            throw new NotFoundException("tenant", id);
        }
        var users = accounts.ids(id);
        try {
            sessions.endTenant(id, users);
            transaction.executeWithoutResult(status -> delete(id));
        } catch (RuntimeException e) {
            sessions.restoreTenant(id);
            throw e;
        }
    }

    private void delete(long id) {
        tenants.delete(id);
        caches.forget(id);
    }
}
