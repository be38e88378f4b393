package io.freshet.salon.inventory;

import io.freshet.salon.tenant.TenantOwned;
import jakarta.persistence.Entity;

/** A group of goods. */
@Entity
public class SkuCategory extends TenantOwned {

    private String name;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected SkuCategory() {}

    SkuCategory(NewSkuCategory category) {
        this.name = category.name();
    }

    SkuCategoryView view() {
        return new SkuCategoryView(id(), name);
    }
}
