package io.freshet.spring.settings;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DefaultValue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** What editors know of the properties: type, description, default and the values that there are. */
class MetadataTests {

    /** Where code reads single properties: in conditions, from a binder or the environment. */
    private static final Pattern READ =
            Pattern.compile("(?:bind\\(|getProperty\\(|Property\\(|name = ).*\"freshet\\.[a-z.-]+\".*");

    private static final Pattern NAME = Pattern.compile("\"(freshet\\.[a-z.-]+)\"");
    private static final Path FOLDER = Path.of("target/classes/META-INF");

    @Test
    void everyProperty_hasTypeDescriptionAndDefault() throws IOException {
        Map<String, JsonNode> known = propertiesOf(FOLDER.resolve("spring-configuration-metadata.json"));
        Map<String, RecordComponent> components = componentsOf(FreshetProperties.class, "freshet.");
        assertThat(components).hasSizeGreaterThan(50);
        assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(components.keySet());
        components.forEach((name, component) -> {
            JsonNode property = known.get(name);
            assertTyped(name, property, component);
            boolean isSaid = property.path("description").asString("").matches(".*(by default|no default).*");
            boolean isOpen = Map.class == component.getType();
            assertThat(property.has("defaultValue") || isSaid || isOpen)
                    .as("%s has a default, or its description says what holds without it", name)
                    .isTrue();
            DefaultValue value = component.getAnnotation(DefaultValue.class);
            if (value != null && value.value().length == 1) {
                assertThat(property.required("defaultValue").asString())
                        .as(name)
                        .isEqualTo(value.value()[0]);
            }
        });
    }

    @Test
    void everyPropertyOfACache_hasTypeAndDescription() throws IOException {
        JsonNode caches = propertiesOf(FOLDER.resolve("spring-configuration-metadata.json"))
                .get("freshet.caches");
        assertThat(caches.required("type").asString())
                .isEqualTo("java.util.Map<java.lang.String," + FreshetProperties.CacheProperties.class.getName() + ">");
        Path source = FOLDER.resolve(
                "spring/configuration-metadata/" + FreshetProperties.CacheProperties.class.getName() + ".json");
        Map<String, JsonNode> known = propertiesOf(source);
        Map<String, RecordComponent> components = componentsOf(FreshetProperties.CacheProperties.class, "");
        assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(components.keySet());
        components.forEach((name, component) -> assertTyped(name, known.get(name), component));
    }

    @Test
    void everyChoice_hasItsValuesAsHints() throws IOException {
        Map<String, JsonNode> hints = new LinkedHashMap<>();
        read(FOLDER.resolve("spring-configuration-metadata.json"))
                .required("hints")
                .forEach(hint -> hints.put(hint.required("name").asString(), hint.required("values")));
        componentsOf(FreshetProperties.class, "freshet.").forEach((name, component) -> {
            if (component.getType().isEnum()) {
                assertThat(hints).containsKey(name);
                List<String> values = Arrays.stream(component.getType().getEnumConstants())
                        .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                        .toList();
                assertThat(hints.get(name))
                        .as(name)
                        .extracting(value -> value.required("value").asString())
                        .containsExactlyInAnyOrderElementsOf(values);
            }
        });
        hints.forEach((name, values) -> assertThat(values)
                .as(name)
                .allSatisfy(value ->
                        assertThat(value.path("description").asString("")).endsWith(".")));
        assertThat(hints).containsKey("freshet.defaults.codec");
    }

    @Test
    void whatConditionsAndBindersRead_isKnown() throws IOException {
        Set<String> known = componentsOf(FreshetProperties.class, "freshet.").keySet();
        Set<String> read = new TreeSet<>();
        for (String sources : List.of("src/main/java", "../witness/src/main/java", "../console/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    for (String line : Files.readAllLines(file)) {
                        READ.matcher(line)
                                .results()
                                .forEach(match ->
                                        NAME.matcher(match.group()).results().forEach(name -> read.add(name.group(1))));
                    }
                }
            }
        }
        assertThat(read).contains("freshet.enabled", "freshet.capture", "freshet.spring-cache.enabled");
        assertThat(known).containsAll(read);
    }

    private static void assertTyped(String name, JsonNode property, RecordComponent component) {
        String type = property.required("type").asString().replaceAll("<.*", "").replaceAll("^.*\\.", "");
        String declared = component.getType().getName().replaceAll("^.*\\.", "");
        assertThat(type.toLowerCase(Locale.ROOT)).as(name).startsWith(declared.toLowerCase(Locale.ROOT));
        assertThat(property.path("description").asString("")).as(name).isNotBlank();
    }

    private static Map<String, JsonNode> propertiesOf(Path file) throws IOException {
        Map<String, JsonNode> properties = new LinkedHashMap<>();
        read(file)
                .required("properties")
                .forEach(property -> properties.put(property.required("name").asString(), property));
        properties.keySet().removeIf(name -> name.startsWith("management.")); // the endpoints', which Boot checks
        return properties;
    }

    private static JsonNode read(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }

    private static Map<String, RecordComponent> componentsOf(Class<?> type, String prefix) {
        Map<String, RecordComponent> found = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + KnownProperties.dashed(component.getName());
            if (component.getType().isRecord()) {
                found.putAll(componentsOf(component.getType(), name + "."));
            } else {
                found.put(name, component);
            }
        }
        return found;
    }
}
