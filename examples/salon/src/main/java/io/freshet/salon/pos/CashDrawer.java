package io.freshet.salon.pos;

import io.freshet.salon.settings.BusinessTime;
import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;

/** The cash between the opening of the drawer and its closing. A tenant has at most one open. */
@Entity
public class CashDrawer extends TenantOwned {

    private LocalDate businessDate;
    private Instant openedAt;
    private @Nullable Instant closedAt;
    private long openingMinor;
    private @Nullable Long expectedMinor;
    private @Nullable Long countedMinor;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected CashDrawer() {}

    CashDrawer(long openingMinor, BusinessTime time) {
        this.businessDate = time.date();
        this.openedAt = time.instant();
        this.openingMinor = openingMinor;
    }

    void close(long countedMinor, long takenMinor, Instant at) {
        this.expectedMinor = openingMinor + takenMinor;
        this.countedMinor = countedMinor;
        this.closedAt = at;
    }

    Instant openedAt() {
        return openedAt;
    }

    CashDrawerView view() {
        return new CashDrawerView(id(), businessDate, openedAt, closedAt, openingMinor, expectedMinor, countedMinor);
    }
}
