package io.freshet.spring.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of all properties, read from {@link FreshetProperties}. */
final class KnownProperties {

    /** Below {@code freshet}, apart from those of caches. */
    static final List<String> NAMES = namesOf(FreshetProperties.class, "");

    /** Below {@code freshet.caches.<name>}. */
    static final List<String> OF_A_CACHE = namesOf(FreshetProperties.CacheProperties.class, "");

    private KnownProperties() {}

    private static List<String> namesOf(Class<?> type, String prefix) {
        List<String> names = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + dashed(component.getName());
            if (component.getType().isRecord()) {
                names.addAll(namesOf(component.getType(), name + "."));
            } else if (component.getType() != Map.class) {
                names.add(name);
            }
        }
        return List.copyOf(names);
    }

    /** A component's name as properties are written. */
    static String dashed(String name) {
        return String.join(
                "-",
                Arrays.stream(name.split("(?=[A-Z])"))
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .toList());
    }
}
