package io.freshet.salon.catalog;

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
class CacheableCatalogReader extends CatalogReader {

    CacheableCatalogReader(
            CategoryRepository categories, SalonServiceRepository salonServices, ServiceAssembler services) {
        super(categories, salonServices, services);
    }

    @Override
    @Cacheable("catalog:categories")
    public List<CategoryView> categories(boolean active) {
        return super.categories(active);
    }

    @Override
    @Cacheable("catalog:services")
    public List<ServiceView> services(long categoryId) {
        return super.services(categoryId);
    }
}
