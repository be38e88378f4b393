package io.freshet.salon.settings;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SettingsRepository extends Repository<Settings, Long> {

    /** The settings of the current tenant. */
    @Query("from Settings")
    Settings get();
}
