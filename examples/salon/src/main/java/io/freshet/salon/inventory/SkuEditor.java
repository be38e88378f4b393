package io.freshet.salon.inventory;

import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.supplier.SupplierDirectory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adds and changes goods. */
@Service
@Transactional
public class SkuEditor {

    private final SkuRepository skus;
    private final SkuCategoryRepository categories;
    private final SupplierDirectory suppliers;

    SkuEditor(SkuRepository skus, SkuCategoryRepository categories, SupplierDirectory suppliers) {
        this.skus = skus;
        this.categories = categories;
        this.suppliers = suppliers;
    }

    public SkuView add(NewSku sku) {
        requireCategory(sku.categoryId());
        requireSupplier(sku.supplierId());
        return view(skus.save(new Sku(sku)).id());
    }

    public SkuView change(long id, SkuPatch patch) {
        var sku = get(id);
        if (patch.categoryId() != null) {
            requireCategory(patch.categoryId());
        }
        requireSupplier(patch.supplierId());
        sku.requireVersion(patch.version());
        sku.change(patch);
        skus.saveAndFlush(sku);
        return view(id);
    }

    private SkuView view(long id) {
        return skus.view(id).orElseThrow(() -> new NotFoundException("SKU", id));
    }

    private Sku get(long id) {
        return skus.findById(id).orElseThrow(() -> new NotFoundException("SKU", id));
    }

    private void requireCategory(long id) {
        if (!categories.existsById(id)) {
            throw new NotFoundException("category of goods", id);
        }
    }

    private void requireSupplier(@Nullable Long id) {
        if (id != null) {
            suppliers.require(id);
        }
    }
}
