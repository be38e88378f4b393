package io.freshet.console.web;

import io.freshet.console.view.ActionPreview;
import io.freshet.console.view.ActionRequest;
import io.freshet.console.view.ActionView;
import io.freshet.console.view.ActionsView;
import io.freshet.console.view.AuditView;
import io.freshet.console.view.CacheView;
import io.freshet.console.view.ConsistencyView;
import io.freshet.console.view.EntriesView;
import io.freshet.console.view.EntryView;
import io.freshet.console.view.ErrorView;
import io.freshet.console.view.FleetView;
import io.freshet.console.view.GraphView;
import io.freshet.console.view.HotKeysView;
import io.freshet.console.view.InvalidationsView;
import io.freshet.console.view.OverviewView;
import io.freshet.console.view.SessionView;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes the OpenAPI description of what the records of the API say: their components, what may be null, and their Javadoc. */
final class Description {

    private static final Path VIEWS = Path.of("src/main/java/io/freshet/console");
    private static final Pattern PARAMETER = Pattern.compile("@param (\\w+) (.*?)(?= @param|$)");

    private final Map<String, Object> schemas = new TreeMap<>();

    private static final Map<String, String> CACHES = ordered(
            "most", "How many caches are told at the most; all if it is left out",
            "filter", "What their names have in them; all are told if it is left out",
            "sort",
                    "The figure by which they are ordered; those with problems first, if it is left out and 'most' is"
                            + " not",
            "down", "true if the greatest comes first; what is not known comes last in any case");

    private static final Map<String, String> INSTANCE =
            Map.of("instance", "The name of another instance, which is asked; that which answers if it is left out");

    /** Everything that is answered, by path. */
    static final Map<String, Told> PATHS = paths();

    /**
     * A path.
     *
     * @param summary what it tells
     * @param answer the type of the answer
     * @param parameters of the address, with what they mean; those whose meaning ends with a full stop must be there
     */
    record Told(String summary, Class<?> answer, Map<String, String> parameters) {}

    /** Everything that can be done, by path. */
    static final Map<String, Told> DEEDS = ordered(
            new Told("What an action would do; changes nothing", ActionPreview.class, Map.of()),
            new Told("Does it, if it is confirmed", ActionView.class, Map.of()));

    private static Map<String, Told> ordered(Told preview, Told act) {
        Map<String, Told> deeds = new LinkedHashMap<>();
        deeds.put("/actions/preview", preview);
        deeds.put("/actions", act);
        return deeds;
    }

    private Map<String, Object> posted(Told what) {
        Map<String, Object> operation = operation(what);
        operation.put(
                "requestBody",
                Map.of(
                        "required",
                        true,
                        "content",
                        Map.of("application/json", Map.of("schema", reference(ActionRequest.class)))));
        return operation;
    }

    private static Map<String, Told> paths() {
        Map<String, Told> paths = new LinkedHashMap<>();
        paths.put("/session", new Told("Who looks, and what they may do", SessionView.class, Map.of()));
        paths.put("/overview", new Told("How everything does", OverviewView.class, CACHES));
        paths.put("/nodes", new Told("All instances", FleetView.class, Map.of()));
        paths.put("/cache", new Told("One cache, wholly", CacheView.class, Map.of("name", "Its name.")));
        paths.put("/actions", new Told("What was done, and what whoever asks may do", ActionsView.class, Map.of()));
        paths.put(
                "/audit", new Told("What an audit of the application's classes has found", AuditView.class, Map.of()));
        paths.put("/graph", new Told("What depends on what", GraphView.class, Map.of()));
        paths.put("/consistency", new Told("Whether answers are true", ConsistencyView.class, Map.of()));
        paths.put("/hotkeys", new Told("The keys that an instance reads most", HotKeysView.class, INSTANCE));
        paths.put(
                "/entries",
                new Told(
                        "Entries of a cache in process",
                        EntriesView.class,
                        ordered(
                                "cache",
                                "The name of the cache.",
                                "text",
                                "What keys have in them; all are shown if it is left out")));
        paths.put(
                "/entry",
                new Told(
                        "One entry, wholly",
                        EntryView.class,
                        ordered(
                                "cache", "The name of the cache.",
                                "tenant", "Whose it is; left out if all tenants share the entries",
                                "key.{name}",
                                        "The value of the segment with this name; one for each name in the template")));
        paths.put(
                "/invalidations",
                new Told(
                        "The latest invalidations of an instance",
                        InvalidationsView.class,
                        ordered(
                                "after",
                                "The number after which they came; 0 if it is left out, of another instance, and if nothing of that number has happened since a restart",
                                "instance",
                                INSTANCE.get("instance"))));
        return paths;
    }

    private static Map<String, String> ordered(String... pairs) {
        Map<String, String> ordered = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            ordered.put(pairs[i], pairs[i + 1]);
        }
        return ordered;
    }

    @SuppressWarnings("unchecked") // what is put there
    Map<String, Object> all() {
        Map<String, Object> paths = new LinkedHashMap<>();
        PATHS.forEach((path, what) -> paths.put(path, new LinkedHashMap<>(Map.of("get", operation(what)))));
        DEEDS.forEach((path, what) -> ((Map<String, Object>) paths.computeIfAbsent(path, any -> new LinkedHashMap<>()))
                .put("post", posted(what)));
        paths.put("/stream", Map.of("get", stream()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("openapi", "3.1.0");
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Freshet console");
        info.put("version", "1");
        info.put("description", "What the console shows, as JSON. All paths are below the console's own, in api.");
        all.put("info", info);
        all.put("servers", List.of(Map.of("url", "/freshet/api")));
        all.put("paths", paths);
        all.put("components", Map.of("schemas", schemas));
        return all;
    }

    private Map<String, Object> operation(Told what) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", what.summary());
        operation.put(
                "parameters",
                what.parameters().entrySet().stream()
                        .map(parameter -> parameter(parameter.getKey(), parameter.getValue()))
                        .toList());
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", response("What was asked for", what.answer()));
        responses.put("default", response("Why it is not answered", ErrorView.class));
        operation.put("responses", responses);
        return operation;
    }

    private static Map<String, Object> parameter(String name, String meaning) {
        Map<String, Object> parameter = new LinkedHashMap<>();
        parameter.put("name", name);
        parameter.put("in", "query");
        parameter.put("required", meaning.endsWith("."));
        parameter.put("description", meaning);
        parameter.put("schema", Map.of("type", "string"));
        return parameter;
    }

    private Map<String, Object> response(String meaning, Class<?> type) {
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("description", meaning);
        response.put("content", Map.of("application/json", Map.of("schema", reference(type))));
        return response;
    }

    private static Map<String, Object> stream() {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", "What happens, as server-sent events: overview, invalidations and alive");
        operation.put(
                "parameters",
                Stream.concat(
                                Stream.of(
                                        parameter("topics", "overview and invalidations, divided by commas"),
                                        parameter(
                                                "after",
                                                "The id of the last event that is known, made of the run and the number of what happened last; if it is left out, or of another run, all that is remembered is told")),
                                CACHES.entrySet().stream()
                                        .map(each -> parameter(each.getKey(), "As for /overview: " + each.getValue())))
                        .toList());
        operation.put(
                "responses",
                Map.of("200", Map.of("description", "Events", "content", Map.of("text/event-stream", Map.of()))));
        return operation;
    }

    private Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!schemas.containsKey(name)) {
            schemas.put(name, Map.of()); // it may contain itself
            schemas.put(name, type.isEnum() ? choice(type) : record(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private static Map<String, Object> choice(Class<?> type) {
        return Map.of(
                "enum",
                Stream.of(type.getEnumConstants())
                        .map(value -> value.toString().toLowerCase(Locale.ROOT))
                        .toList());
    }

    private Map<String, Object> record(Class<?> type) {
        Map<String, String> meanings = meanings(type);
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Map<String, Object> property = new LinkedHashMap<>(schema(component.getAnnotatedType()));
            String meaning = meanings.get(component.getName());
            if (meaning == null) {
                throw new IllegalStateException(
                        type.getSimpleName() + " does not say what " + component.getName() + " is");
            }
            property.put("description", meaning);
            properties.put(component.getName(), property);
        }
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("type", "object");
        record.put("additionalProperties", false);
        record.put("required", List.copyOf(properties.keySet()));
        record.put("properties", properties);
        return record;
    }

    private Map<String, Object> schema(AnnotatedType annotated) {
        Map<String, Object> plain = plain(annotated);
        if (!annotated.isAnnotationPresent(Nullable.class)) {
            return plain;
        }
        if (plain.get("type") instanceof String type) {
            Map<String, Object> nullable = new LinkedHashMap<>(plain);
            nullable.put("type", List.of(type, "null"));
            return nullable;
        }
        return Map.of("anyOf", List.of(plain, Map.of("type", "null")));
    }

    private Map<String, Object> plain(AnnotatedType annotated) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType parameterized && parameterized.getRawType() == List.class) {
            AnnotatedType item = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments()[0];
            Map<String, Object> list = new LinkedHashMap<>();
            list.put("type", "array");
            list.put("items", schema(item));
            return list;
        }
        if (type == Instant.class) {
            Map<String, Object> instant = new LinkedHashMap<>();
            instant.put("type", "string");
            instant.put("format", "date-time");
            return instant;
        }
        String simple = simple(type);
        return simple == null ? reference((Class<?>) type) : Map.of("type", simple);
    }

    private static @Nullable String simple(Type type) {
        if (type == String.class) {
            return "string";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "boolean";
        }
        if (type == double.class || type == Double.class) {
            return "number";
        }
        return List.of(int.class, long.class, Integer.class, Long.class).contains(type) ? "integer" : null;
    }

    private static Map<String, String> meanings(Class<?> type) {
        String path = type.getName().substring("io.freshet.console.".length()).replace('.', '/') + ".java";
        try {
            String text = Files.readString(VIEWS.resolve(path));
            String javadoc =
                    text.substring(text.indexOf("/**"), text.indexOf("*/")).replaceAll("\\s*\\n \\*\\s?", " ");
            Map<String, String> meanings = new LinkedHashMap<>();
            Matcher matcher = PARAMETER.matcher(javadoc.strip());
            while (matcher.find()) {
                meanings.put(matcher.group(1), matcher.group(2).strip().replaceAll("\\s+", " "));
            }
            return meanings;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
