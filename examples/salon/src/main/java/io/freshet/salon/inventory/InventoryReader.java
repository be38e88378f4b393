package io.freshet.salon.inventory;

import io.freshet.annotation.Cached;
import io.freshet.annotation.DependsOn;
import io.freshet.salon.problem.NotFoundException;
import io.freshet.salon.web.Paged;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import java.util.List;

/** Reads what there is. */
@Service
@Transactional(readOnly = true)
public class InventoryReader {

    private final SkuRepository skus;
    private final StockMovementRepository movements;

    InventoryReader(SkuRepository skus, StockMovementRepository movements) {
        this.skus = skus;
        this.movements = movements;
    }

    /** The goods of a category by name, none if there is no such category. */
    @Cached(cache = "inventory:skus:{categoryId}", ttl = "10m")
    public List<SkuView> skus(long categoryId) {
        return skus.viewsIn(categoryId);
    }

    /** How many pieces there are of one of the goods. What moves others leaves it alone, and so does a new price. */
    @Cached(cache = "inventory:stock:{skuId}", ttl = "10m")
    @DependsOn(entity = Sku.class, by = "id=skuId", columns = "reorderLevel")
    @DependsOn(entity = StockMovement.class, by = "skuId", columns = "quantity")
    public StockView stock(long skuId) {
        return skus.stock(skuId).orElseThrow(() -> new NotFoundException("SKU", skuId));
    }

    public SkuView find(long id) {
        return skus.view(id).orElseThrow(() -> new NotFoundException("SKU", id));
    }

    /** What was moved of one of the goods, the newest first. */
    public Paged<StockMovementView> movements(long skuId, int page, int size) {
        if (!skus.existsById(skuId)) {
            throw new NotFoundException("SKU", skuId);
        }
        var newestFirst = PageRequest.of(page, size, Sort.by("id").descending());
        return Paged.of(movements.findBySkuId(skuId, newestFirst).map(StockMovement::view));
    }
}
