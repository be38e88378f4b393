package io.freshet.audit.observe;

import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AuditException;
import io.freshet.audit.model.Names;
import io.freshet.sql.WrittenTables;
import org.objectweb.asm.Type;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What test runs under the witness saw, by method. Immutable once read. */
public final class Observed {

    private static final int FORMAT = 1;
    private static final String ALL = "*";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Map<String, Loads> loads = new HashMap<>();
    private final Map<String, Work> work = new HashMap<>();
    private final Set<String> stale = new HashSet<>();
    private final boolean isThere;

    /**
     * How a cached method was loaded.
     *
     * @param count how often
     * @param columns for each table that was read the columns; none if all may have been
     * @param isComplete whether it is known of all that was read
     */
    public record Loads(long count, Map<String, Set<String>> columns, boolean isComplete) {

        private Loads and(Loads other) {
            Map<String, Set<String>> all = new HashMap<>(columns);
            other.columns.forEach((table, names) -> all.merge(table, names, Loads::union));
            return new Loads(count + other.count, all, isComplete && other.isComplete);
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            Set<String> union = new HashSet<>(one);
            union.addAll(other);
            return one.isEmpty() || other.isEmpty() ? Set.of() : union;
        }
    }

    /**
     * What an entry point was seen to do.
     *
     * @param committed transactions that wrote and were committed
     * @param writes the tables
     * @param invalidates the caches
     */
    public record Work(long committed, Set<String> writes, Set<String> invalidates) {

        private Work and(Work other) {
            Set<String> tables = new TreeSet<>(writes);
            tables.addAll(other.writes);
            Set<String> caches = new TreeSet<>(invalidates);
            caches.addAll(other.invalidates);
            return new Work(committed + other.committed, tables, caches);
        }
    }

    private Observed(boolean isThere) {
        this.isThere = isThere;
    }

    /** Nothing was run. */
    public static Observed nothing() {
        return new Observed(false);
    }

    /**
     * What the files of test runs say.
     *
     * @throws AuditException if one cannot be read, or is none of the witness
     */
    public static Observed read(List<Path> files) {
        Observed observed = new Observed(!files.isEmpty());
        files.forEach(observed::read);
        return observed;
    }

    private void read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw refused(file, 1, "it is no text", e);
        } catch (IOException e) {
            throw new AuditException("the witness's report " + file + " cannot be read: " + e, e);
        }
        boolean hasRun = false;
        for (int at = 0; at < lines.size(); at++) {
            JsonNode line;
            try {
                line = MAPPER.readTree(lines.get(at));
            } catch (JacksonException e) {
                throw refused(file, at + 1, "it is no JSON", e);
            }
            if (line.path("kind").asString("").equals("run")) {
                hasRun = true;
                if (line.path("format").asInt(0) != FORMAT) {
                    throw refused(file, at + 1, "it is of another format than " + FORMAT, null);
                }
            } else if (!hasRun && !line.isMissingNode()) {
                throw refused(file, at + 1, "no run begins before", null);
            }
            add(line);
        }
        if (!hasRun) {
            throw refused(file, lines.size(), "it tells of no run", null);
        }
    }

    private static AuditException refused(
            Path file, int line, String why, @org.jspecify.annotations.Nullable Throwable e) {
        return new AuditException(
                file + ":" + line + " is not as the witness writes witness.ndjson: " + why
                        + "; run the tests with freshet-witness, and name the file that they leave",
                e);
    }

    private void add(JsonNode line) {
        String method =
                line.path("class").asString("") + "#" + line.path("method").asString("");
        switch (line.path("kind").asString("")) {
            case "cached-method" -> loads.merge(method, loads(line), Loads::and);
            case "entry-point" -> work.merge(method, work(line), Work::and);
            case "finding" -> {
                if (line.path("rule").asString("").equals("stale")) {
                    stale.add(method);
                }
            }
            default -> {
                // A kind that is added later says nothing here.
            }
        }
    }

    private static Loads loads(JsonNode line) {
        Map<String, Set<String>> columns = new HashMap<>();
        line.path("observed").properties().forEach(table -> {
            Set<String> names = texts(table.getValue());
            columns.put(plain(table.getKey()), names.contains(ALL) ? Set.of() : names);
        });
        return new Loads(
                line.path("loads").asLong(0), columns, line.path("untold").isEmpty());
    }

    private static Work work(JsonNode line) {
        Set<String> tables = line.path("writes").propertyNames().stream()
                .map(Observed::plain)
                .collect(Collectors.toCollection(TreeSet::new));
        long committed =
                line.path("transactions").asLong(0) - line.path("rolledBack").asLong(0);
        return new Work(committed, tables, texts(line.path("invalidates")));
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(each -> texts.add(each.asString("")));
        return texts;
    }

    /** The audit knows tables without their schema. */
    private static String plain(String table) {
        return WrittenTables.plain(table.substring(table.lastIndexOf('.') + 1));
    }

    /** Whether anything was run. */
    public boolean isThere() {
        return isThere;
    }

    /** How a cached method was loaded, if it was. */
    public Optional<Loads> loads(Node node) {
        return found(loads, node).filter(each -> each.count() > 0);
    }

    /** What an entry point was seen to do, if it was entered and wrote. */
    public Optional<Work> work(Node node) {
        return found(work, node);
    }

    /** Whether a cached method was seen to answer what was no longer true. */
    public boolean isSeenStale(Node node) {
        return stale.contains(name(node.self(), node))
                || stale.contains(name(node.id().owner(), node));
    }

    private static <T> Optional<T> found(Map<String, T> all, Node node) {
        return Optional.ofNullable(all.get(name(node.self(), node)))
                .or(() -> Optional.ofNullable(all.get(name(node.id().owner(), node))));
    }

    /** As the witness names methods. */
    private static String name(String type, Node node) {
        return Names.dotted(type) + "#" + node.id().name() + "("
                + Arrays.stream(node.id().parameterTypes())
                        .map(Type::getClassName)
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
