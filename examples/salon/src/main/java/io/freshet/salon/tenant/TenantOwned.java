package io.freshet.salon.tenant;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/** A row that belongs to one tenant and is written under optimistic locking. Queries never see the rows of another tenant. */
@MappedSuperclass
@SuppressWarnings("unused") // some columns are read by queries only
public abstract class TenantOwned implements Versioned {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @TenantId
    private @Nullable Long tenantId;

    @Version
    private long version;

    /** The primary key, 0 before the row is inserted. */
    public long id() {
        return id;
    }

    @Override
    public long version() {
        return version;
    }
}
