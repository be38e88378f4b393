package io.freshet.spring.settings;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every property that is written under {@code freshet}, wherever that is, with its place. Immutable. */
final class WrittenProperties {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("freshet");

    private final Map<String, Written> properties = new LinkedHashMap<>();

    WrittenProperties(Environment environment) {
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream().filter(ROOT::isAncestorOf).forEach(name -> note(iterable, name));
            }
        }
    }

    private void note(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null) {
            properties.putIfAbsent(canonical(name), new Written(name, placeOf(property), isShell(source)));
        }
    }

    /** The shell's variables are not only ours: FRESHET_HOME means nothing here. */
    private static boolean isShell(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource shell
                && shell.getName().startsWith(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    private static String placeOf(ConfigurationProperty property) {
        Origin origin = property.getOrigin();
        return origin == null ? String.valueOf(property.getSource()) : origin.toString();
    }

    private static String canonical(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < name.getNumberOfElements(); i++) {
            text.append(i == 1 ? "" : ".").append(Names.canonical(name.getElement(i, Form.ORIGINAL)));
        }
        return text.toString();
    }

    Iterable<Written> all() {
        return properties.values();
    }

    /** What is written of a property, its elements apart if it has several, by its path without {@code freshet} in canonical names. */
    List<Written> of(String path) {
        return properties.entrySet().stream()
                .filter(property ->
                        property.getKey().equals(path) || property.getKey().startsWith(path + "."))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Where a property is written: its path without {@code freshet}, in canonical names; what else, if it is not written. */
    String placeOf(String path, String otherwise) {
        Written written = properties.get(path);
        return written == null ? otherwise : "property " + written.name() + " (" + written.place() + ")";
    }

    /**
     * One of them.
     *
     * @param name as it is written
     * @param place where
     * @param inShell whether it is a variable of the shell
     */
    record Written(ConfigurationPropertyName name, String place, boolean inShell) {

        String element(int index) {
            return index < name.getNumberOfElements() ? name.getElement(index, Form.ORIGINAL) : "";
        }

        int size() {
            return name.getNumberOfElements() - (name.isLastElementIndexed() ? 1 : 0);
        }
    }
}
