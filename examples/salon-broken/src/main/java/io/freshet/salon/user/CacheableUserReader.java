package io.freshet.salon.user;

import io.freshet.salon.cache.TenantKeys;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

/** The same reads with Spring's cache before them. */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class CacheableUserReader extends UserReader {

    CacheableUserReader(AppUserRepository users) {
        super(users);
    }

    @Override
    @Cacheable("user:profile")
    public UserView profile(long userId) {
        return super.profile(userId);
    }
}
