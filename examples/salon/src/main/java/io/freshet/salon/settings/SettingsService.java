package io.freshet.salon.settings;

import io.freshet.annotation.Cached;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads and changes the settings of the current tenant. */
@Service
public class SettingsService {

    private final SettingsRepository settings;

    SettingsService(SettingsRepository settings) {
        this.settings = settings;
    }

    @Cached(cache = "settings:singleton", ttl = "1h", dependsOn = Settings.class)
    @Transactional(readOnly = true)
    public SettingsView current() {
        return settings.get().view();
    }

    @Transactional
    public SettingsView change(SettingsPatch patch) {
        var changed = settings.get();
        changed.change(patch);
        return changed.view();
    }

    @Transactional
    public SettingsView reset() {
        var changed = settings.get();
        changed.reset();
        return changed.view();
    }
}
