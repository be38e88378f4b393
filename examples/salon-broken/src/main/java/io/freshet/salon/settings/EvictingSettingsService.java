package io.freshet.salon.settings;

import io.freshet.salon.cache.TenantKeys;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Service;

import java.util.Objects;

/**
 * Caches the settings, and forgets them when they are changed. Wrong: it does so before the transaction is committed, and since every request reads
 * the settings, the old ones are soon cached anew, for an hour. A reset forgets nothing.
 */
@Service
@Primary
@CacheConfig(keyGenerator = TenantKeys.NAME)
class EvictingSettingsService extends SettingsService {

    private final CacheManager caches;

    EvictingSettingsService(SettingsRepository settings, CacheManager caches) {
        super(settings);
        this.caches = caches;
    }

    @Override
    @Cacheable("settings:singleton")
    public SettingsView current() {
        return super.current();
    }

    @Override
    public SettingsView change(SettingsPatch patch) {
        var changed = super.change(patch);
        var settings = Objects.requireNonNull(caches.getCache("settings:singleton"));
        settings.evict(TenantKeys.of());
        return changed;
    }
}
