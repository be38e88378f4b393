package io.freshet.salon.client;

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
class CacheableClientReader extends ClientReader {

    CacheableClientReader(ClientRepository clients) {
        super(clients);
    }

    @Override
    @Cacheable("clients:list")
    public Paged<ClientView> list(int page, int size, String filterHash, ClientFilter filter) {
        return super.list(page, size, filterHash, filter);
    }
}
