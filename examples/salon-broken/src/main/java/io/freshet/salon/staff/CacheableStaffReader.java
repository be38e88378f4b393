package io.freshet.salon.staff;

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
class CacheableStaffReader extends StaffReader {

    CacheableStaffReader(StaffRepository staff) {
        super(staff);
    }

    @Override
    @Cacheable("staff:list")
    public List<StaffView> list() {
        return super.list();
    }
}
