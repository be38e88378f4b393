package io.freshet.salon.customer;

import io.freshet.salon.cache.TenantKeys;
import io.freshet.salon.web.Paged;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableCustomerReader extends CustomerReader {

    CacheableCustomerReader(CustomerRepository customers) {
        super(customers);
    }

    @Override
    @Cacheable("customers:list")
    public Paged<CustomerView> list(int page, String filterHash, CustomerFilter filter) {
        return super.list(page, filterHash, filter);
    }
}
