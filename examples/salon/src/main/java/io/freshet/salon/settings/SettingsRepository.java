package io.freshet.salon.settings;

import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

import java.util.Optional;

interface SettingsRepository extends Repository<Settings, Long> {

    /** The settings of the current tenant; none if it has been closed. */
    @Query("from Settings")
    Optional<Settings> find();

    Settings saveAndFlush(Settings settings);
}
