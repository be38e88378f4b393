package io.freshet.spring.settings;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentedSettingsTests {

    private static final Pattern ROW = Pattern.compile("^\\| `([a-z.<>-]+)` \\| ([^|]*) \\|.*");

    @Test
    void theReference_namesEverySetting_andNoOther() throws IOException {
        Set<String> known = new TreeSet<>(KnownProperties.NAMES);
        KnownProperties.OF_A_CACHE.forEach(name -> known.add("caches.<name>." + name));
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void theReference_hasTheDefaults() throws IOException {
        Map<String, String> documented = documented();
        defaults(FreshetProperties.class, "")
                .forEach((name, value) ->
                        assertThat(documented.get(name)).as(name).isEqualTo("`" + value + "`"));
    }

    @Test
    void interval_followsTheBound_unlessItIsSet() {
        assertThat(bound(Map.of()).pollInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(bound(Map.of("freshet.bound", "250ms")).pollInterval()).isEqualTo(Duration.ofMillis(25));
        assertThat(bound(Map.of("freshet.bound", "10s")).pollInterval()).isEqualTo(Duration.ofMillis(50));
        assertThat(bound(Map.of("freshet.interval", "20ms")).pollInterval()).isEqualTo(Duration.ofMillis(20));
    }

    private static FreshetProperties bound(Map<String, String> written) {
        return new Binder(new MapConfigurationPropertySource(written))
                .bindOrCreate("freshet", Bindable.of(FreshetProperties.class));
    }

    private static Map<String, String> documented() throws IOException {
        return Files.readAllLines(Path.of("../docs/reference/settings.md")).stream()
                .map(ROW::matcher)
                .filter(matcher -> matcher.matches())
                .collect(Collectors.toMap(matcher -> matcher.group(1), matcher -> matcher.group(2)));
    }

    private static Map<String, String> defaults(Class<?> type, String prefix) {
        Map<String, String> found = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + KnownProperties.dashed(component.getName());
            DefaultValue value = component.getAnnotation(DefaultValue.class);
            if (component.getType().isRecord()) {
                found.putAll(defaults(component.getType(), name + "."));
            } else if (value != null && value.value().length == 1) {
                found.put(name, value.value()[0]);
            }
        }
        return found;
    }
}
