package io.freshet.salon.settings;

import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The settings of the tenant. */
@RestController
@RequestMapping("/api/settings")
class SettingsController {

    private final SettingsService settings;

    SettingsController(SettingsService settings) {
        this.settings = settings;
    }

    @GetMapping
    SettingsView current() {
        return settings.current();
    }

    @PatchMapping
    SettingsView change(@Valid @RequestBody SettingsPatch patch) {
        return settings.change(patch);
    }

    @PostMapping("/reset")
    SettingsView reset() {
        return settings.reset();
    }
}
