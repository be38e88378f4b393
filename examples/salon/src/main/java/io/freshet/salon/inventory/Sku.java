package io.freshet.salon.inventory;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNullElse;

/** Something on the shelves that can be sold, counted in pieces. */
@Entity
@SuppressWarnings("unused") // some columns are read by queries only
public class Sku extends TenantOwned {

    private long categoryId;
    private @Nullable Long supplierId;
    private String code;
    private String name;
    private long priceMinor;
    private int reorderLevel;
    private boolean active = true;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Sku() {}

    Sku(NewSku sku) {
        this.categoryId = sku.categoryId();
        this.supplierId = sku.supplierId();
        this.code = sku.code();
        this.name = sku.name();
        this.priceMinor = sku.priceMinor();
        this.reorderLevel = requireNonNullElse(sku.reorderLevel(), 0);
    }

    void change(SkuPatch patch) {
        categoryId = requireNonNullElse(patch.categoryId(), categoryId);
        supplierId = patch.supplierId() != null ? patch.supplierId() : supplierId;
        code = requireNonNullElse(patch.code(), code);
        name = requireNonNullElse(patch.name(), name);
        priceMinor = requireNonNullElse(patch.priceMinor(), priceMinor);
        reorderLevel = requireNonNullElse(patch.reorderLevel(), reorderLevel);
        active = requireNonNullElse(patch.active(), active);
    }

    String name() {
        return name;
    }

    long priceMinor() {
        return priceMinor;
    }

    boolean isActive() {
        return active;
    }
}
