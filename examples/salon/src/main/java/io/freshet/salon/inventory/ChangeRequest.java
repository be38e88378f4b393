package io.freshet.salon.inventory;

import io.freshet.salon.problem.ConflictException;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Somebody has counted, lost or found pieces. The stock changes when it is approved. */
@Entity
public class ChangeRequest extends TenantOwned {

    private long skuId;
    private int quantity;
    private String reason;

    @Enumerated(EnumType.STRING)
    private ChangeRequestStatus status;

    private Instant createdAt;
    private @Nullable Instant decidedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected ChangeRequest() {}

    ChangeRequest(NewChangeRequest request, Instant at) {
        this.skuId = request.skuId();
        this.quantity = request.quantity();
        this.reason = request.reason();
        this.status = ChangeRequestStatus.PENDING;
        this.createdAt = at;
    }

    /** Decides, once. */
    void decide(ChangeRequestStatus decision, Instant at) {
        if (status != ChangeRequestStatus.PENDING) {
            throw new ConflictException("Change request " + id() + " is " + status);
        }
        status = decision;
        decidedAt = at;
    }

    long skuId() {
        return skuId;
    }

    int quantity() {
        return quantity;
    }

    ChangeRequestView view() {
        return new ChangeRequestView(id(), skuId, quantity, reason, status, createdAt, decidedAt);
    }
}
