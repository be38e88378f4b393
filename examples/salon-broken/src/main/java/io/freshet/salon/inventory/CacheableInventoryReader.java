package io.freshet.salon.inventory;

import io.freshet.salon.cache.TenantKeys;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.util.List;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableInventoryReader extends InventoryReader {

    CacheableInventoryReader(SkuRepository skus, StockMovementRepository movements) {
        super(skus, movements);
    }

    @Override
    @Cacheable("inventory:skus")
    public List<SkuView> skus(long categoryId) {
        return super.skus(categoryId);
    }

    @Override
    @Cacheable("inventory:stock")
    public StockView stock(long skuId) {
        return super.stock(skuId);
    }
}
