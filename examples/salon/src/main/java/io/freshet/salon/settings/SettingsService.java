package io.freshet.salon.settings;

import io.freshet.annotation.Cached;
import io.freshet.salon.problem.NotFoundException;
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
        return find().view();
    }

    @Transactional
    public SettingsView change(SettingsPatch patch) {
        var changed = find();
        changed.requireVersion(patch.version());
        changed.change(patch);
        return settings.saveAndFlush(changed).view();
    }

    @Transactional
    public SettingsView reset() {
        var changed = find();
        changed.reset();
        return settings.saveAndFlush(changed).view();
    }

    /** Whoever works with a token of a salon that is closed hears it from here, since every request reads the settings. */
    private Settings find() {
        return settings.find().orElseThrow(() -> new NotFoundException("such salon any more"));
    }
}
