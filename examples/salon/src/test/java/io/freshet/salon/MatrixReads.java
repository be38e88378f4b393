package io.freshet.salon;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.event.Outcome;
import io.freshet.salon.ApiDescription.Operation;
import io.freshet.salon.ApiDescription.Parameter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

/**
 * The cached reads of a tenant: every GET of the description that asks a cache, with every value that is known for its parameters. Which caches a GET
 * asks is seen by asking it.
 */
final class MatrixReads {

    private static final String SETTINGS = "settings:singleton";
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    /** A GET, the caches that it asks, and the segments of their keys. */
    record Read(String path, Set<String> templates, Map<String, String> key) {}

    /** A GET that asks caches, of whatever. */
    private record CachedOperation(Operation operation, Set<String> templates) {}

    private final Values values;
    private final List<CachedOperation> operations = new ArrayList<>();

    /** What is asked for in the place of a parameter: nothing, one value or some. */
    interface Values {
        List<String> of(Operation operation, String name);
    }

    /** @param freshet the instance that the client asks, and nobody else while this looks */
    MatrixReads(ApiDescription api, SalonClient client, Freshet freshet, Values values) {
        this.values = values;
        for (var operation : api.operations()) {
            if (!operation.isMutation()) {
                var asked = asked(freshet, () -> client.get(path(operation, first(operation))));
                if (!asked.isEmpty()) {
                    operations.add(new CachedOperation(operation, asked));
                }
            }
        }
    }

    /** All reads; the settings, which every request reads, first. */
    List<Read> all() {
        return operations.stream()
                .sorted((one, other) -> Boolean.compare(isOfSettings(other), isOfSettings(one)))
                .flatMap(cached -> combinations(cached.operation()).stream().map(chosen -> read(cached, chosen)))
                .distinct()
                .toList();
    }

    /** The reads of the one thing that the path of a mutation begins with. */
    List<Read> of(String mutation, String address) {
        var variable = VARIABLE.matcher(mutation);
        if (!variable.find()) {
            return List.of();
        }
        var collection = mutation.substring(0, variable.start());
        var id = address.substring(variable.start()).replaceFirst("/.*", "");
        return operations.stream()
                .filter(cached -> cached.operation().path().startsWith(collection + "{"))
                .map(cached -> read(cached, withId(cached.operation(), id)))
                .toList();
    }

    private static boolean isOfSettings(CachedOperation cached) {
        return cached.templates().equals(Set.of(SETTINGS));
    }

    private Read read(CachedOperation cached, Map<String, String> chosen) {
        var key = new HashMap<String, String>();
        chosen.forEach((name, value) -> key.put(segment(cached.operation().path(), name), value));
        if (cached.operation().path().endsWith("/me")) {
            key.put("userId", values.of(cached.operation(), "me").get(0));
        }
        return new Read(path(cached.operation(), chosen), cached.templates(), Map.copyOf(key));
    }

    private static Set<String> asked(Freshet freshet, Runnable read) {
        var before = counts(freshet);
        read.run();
        var after = counts(freshet);
        // Every request reads the settings once, whatever it asks for.
        after.merge(SETTINGS, -1L, Long::sum);
        return after.keySet().stream()
                .filter(template -> after.get(template) > before.get(template))
                .collect(toSet());
    }

    private static Map<String, Long> counts(Freshet freshet) {
        return freshet.caches().stream()
                .collect(toMap(cache -> cache.template().toString(), MatrixReads::count, Long::sum, TreeMap::new));
    }

    private static long count(Cache<?, ?> cache) {
        return Stream.of(Outcome.values())
                .mapToLong(outcome -> cache.meter().reads(outcome))
                .sum();
    }

    private Map<String, String> first(Operation operation) {
        return combinations(operation).get(0);
    }

    private Map<String, String> withId(Operation operation, String id) {
        var chosen = new LinkedHashMap<>(first(operation));
        var variable = VARIABLE.matcher(operation.path());
        if (variable.find()) {
            chosen.put(variable.group(1), id);
        }
        return chosen;
    }

    private List<Map<String, String>> combinations(Operation operation) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (var parameter : operation.parameters()) {
            var known = known(operation, parameter);
            if (!known.isEmpty()) {
                combinations = combinations.stream()
                        .flatMap(chosen -> known.stream().map(value -> with(chosen, parameter.name(), value)))
                        .toList();
            }
        }
        return combinations;
    }

    private List<String> known(Operation operation, Parameter parameter) {
        var known = values.of(operation, parameter.name());
        return known.isEmpty() && parameter.required() ? List.of("1") : known;
    }

    private static Map<String, String> with(Map<String, String> chosen, String name, String value) {
        var more = new LinkedHashMap<>(chosen);
        more.put(name, value);
        return more;
    }

    private static String path(Operation operation, Map<String, String> chosen) {
        var path = operation.path();
        var query = new ArrayList<String>();
        for (var value : chosen.entrySet()) {
            var variable = "{" + value.getKey() + "}";
            if (path.contains(variable)) {
                path = path.replace(variable, value.getValue());
            } else {
                query.add(value.getKey() + "=" + value.getValue());
            }
        }
        return query.isEmpty() ? path : path + "?" + String.join("&", query);
    }

    /** As the key calls what the path calls {@code id}: by what it is of. */
    static String segment(String path, String name) {
        if (!name.equals("id")) {
            return name;
        }
        var before = path.substring(0, path.indexOf("/{id}"));
        var noun = before.substring(before.lastIndexOf('/') + 1);
        return noun.replaceFirst("ies$", "y").replaceFirst("s$", "") + "Id";
    }
}
