package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.KeyShape;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Entities;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.ClassModel;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Writes that leave a cached read stale. What cannot make it stale is left out: rows that are added, if the entry is one row by its key; columns
 * that the read does not read.
 */
final class WriteCheck implements Check {

    private static final Map<Coverage.Miss, Rule> RULES = Map.of(
            Coverage.Miss.NOTHING, Rule.WRITE_WITHOUT_EVICTION,
            Coverage.Miss.WRONG_KEY, Rule.KEY_NEVER_MATCHES,
            Coverage.Miss.BEFORE, Rule.EVICT_BEFORE_WRITE,
            Coverage.Miss.SOME_PATHS, Rule.EVICTED_ON_SOME_PATHS);
    private static final Set<String> SEVERAL = Set.of(
            "java/util/Collection",
            "java/util/List",
            "java/util/Set",
            "java/util/Map",
            "java/util/stream/Stream",
            "java/lang/Iterable",
            "org/springframework/data/domain/Page",
            "org/springframework/data/domain/Slice");

    @Override
    public void check(Application application, Consumer<Finding> found) {
        Map<EntryPoint, List<Effect>> writes = new LinkedHashMap<>();
        Map<String, Set<EntryPoint>> writersOf = new HashMap<>();
        application.entries().forEach(entry -> {
            List<Effect> effects = application.writes(entry);
            if (!effects.isEmpty()) {
                writes.put(entry, effects);
                Application.tables(effects)
                        .forEach(table -> writersOf
                                .computeIfAbsent(table, key -> new LinkedHashSet<>())
                                .add(entry));
            }
        });
        Rows rows = new Rows(
                new NamedRows(application),
                new TenantRows(application),
                new NewRows(application),
                new OldRows(application),
                new ReferredRows(application));
        for (CachedRead read : application.cachedReads()) {
            if (read.isByHand()) {
                Predicate<Effect> isRelevant = application.relevant(read);
                Coverage coverage = new Coverage(application, read, isRelevant);
                Set<EntryPoint> writers = new LinkedHashSet<>();
                Application.tables(application.reads(read))
                        .forEach(table -> writers.addAll(writersOf.getOrDefault(table, Set.of())));
                writers.forEach(entry -> {
                    List<Effect> effects = writes.getOrDefault(entry, List.of());
                    boolean isThere = application
                            .conditions()
                            .canBothBeThere(read.node().self(), entry.node().self());
                    if (effects.stream().anyMatch(isRelevant)
                            && isThere
                            && !entry.node().equals(read.node())) {
                        check(application, read, coverage, entry, rows, found);
                    }
                });
            }
        }
    }

    /** Whether the rule is one of those that are looked for here: an entry point leaves a cache stale. */
    static boolean finds(Rule rule) {
        return RULES.containsValue(rule);
    }

    static Predicate<Effect> relevant(Application application, CachedRead read) {
        List<Effect> reads = new FetchedRows(application, read).shown();
        String first = reads.isEmpty() ? "" : reads.get(0).table();
        boolean isOfRow = isOfRow(application, read);
        boolean isByKey = !(read.key() instanceof KeyShape.Empty || read.key() instanceof KeyShape.Literal);
        boolean isUnfiltered = isKeptWhateverItIsAsked(application, read);
        return effect -> effect.isWrite()
                && reads.stream().anyMatch(effect::touches)
                && ((mayAdd(effect)
                                && !(isOfRow && effect.table().equals(first))
                                && !(isByKey && areFound(application, reads, effect.table())))
                        || (mayChange(effect)
                                && reads.stream()
                                        .anyMatch(
                                                each -> canChange(application.entities(), effect, each, isUnfiltered)))
                        || effect.operation() == Effect.Operation.DELETE);
    }

    private static boolean mayAdd(Effect write) {
        return write.operation() == Effect.Operation.INSERT || write.operation() == Effect.Operation.UPSERT;
    }

    private static boolean mayChange(Effect write) {
        return write.operation() == Effect.Operation.UPDATE || write.operation() == Effect.Operation.UPSERT;
    }

    /** Whether there are columns that the read looks at and that can change in a row which is there: no row gets another key, or tenant. */
    private static boolean canChange(Entities entities, Effect write, Effect read, boolean isUnfiltered) {
        if (!write.table().equals(read.table()) || read.columns().isEmpty()) {
            return write.table().equals(read.table());
        }
        return read.columns().stream()
                .filter(column -> write.columns().isEmpty() || write.columns().contains(column))
                .filter(column -> !isUnfiltered || !read.optional().contains(column))
                .anyMatch(column -> !entities.isKey(read.table(), column) && !column.equals("tenant_id"));
    }

    /** Whether the method is given what its key does not have: if entries depended on that, they would be wrong whatever is written. */
    private static boolean isKeptWhateverItIsAsked(Application application, CachedRead read) {
        Set<Integer> inKey = application.caches().keyParameters(read);
        return !inKey.isEmpty() && inKey.size() < read.node().id().parameters();
    }

    /** Whether all rows of the table that are read are found by their keys. */
    private static boolean areFound(Application application, List<Effect> reads, String table) {
        return reads.stream()
                .filter(effect -> effect.table().equals(table))
                .allMatch(effect ->
                        effect.operation() == Effect.Operation.FIND || isByKey(application.entities(), effect));
    }

    /** Whether a row counts only if its key is asked for, or a row of another table refers to it by that: none does when it is added. */
    private static boolean isByKey(Entities entities, Effect read) {
        boolean isAsked = read.pinned().stream().anyMatch(column -> entities.isKey(read.table(), column));
        boolean isReferredTo = read.matches().stream()
                .anyMatch(match -> entities.isKey(read.table(), match.column())
                        && !entities.isKey(match.other().name().toLowerCase(Locale.ROOT), match.otherColumn()));
        return read.operation() == Effect.Operation.READ && (isAsked || isReferredTo);
    }

    /** Whether an entry is one row by its key: a row that is added does not change what it holds. */
    static boolean isOfRow(Application application, CachedRead read) {
        List<Effect> reads = application.reads(read);
        return !reads.isEmpty()
                && isOne(application, read.node().id().returnType())
                && !(read.key() instanceof KeyShape.Empty)
                && reads.stream()
                        .noneMatch(effect -> effect.operation() == Effect.Operation.SUM_UP
                                && effect.table().equals(reads.get(0).table()));
    }

    private static boolean isOne(Application application, Type type) {
        return type.getSort() == Type.OBJECT
                && !SEVERAL.contains(type.getInternalName())
                && !type.getInternalName().startsWith("java/lang/")
                && application.program().own(type.getInternalName()).stream().noneMatch(WriteCheck::holdsSeveral);
    }

    /** Whether it is made of several of whatever it is asked for: a page of one's own, as {@code Paged<T>(List<T> items)}. */
    private static boolean holdsSeveral(ClassModel type) {
        String signature = type.signature();
        return signature != null
                && signature.startsWith("<")
                && type.fields().stream()
                        .anyMatch(field -> SEVERAL.contains(typeName(field.descriptor()))
                                && String.valueOf(field.signature()).contains("<T"));
    }

    private static String typeName(String descriptor) {
        return descriptor.startsWith("L") ? Type.getType(descriptor).getInternalName() : "";
    }

    /** Which rows are meant, as far as that can be told. */
    private record Rows(NamedRows named, TenantRows tenants, NewRows added, OldRows found, ReferredRows referred) {
        boolean areOthers(CachedRead read, Coverage.Open open) {
            return named.areOthers(read, open)
                    || tenants.areOthers(read, open)
                    || added.areOthers(read, open)
                    || found.areOthers(read, open)
                    || referred.areOthers(read, open);
        }
    }

    private static void check(
            Application application,
            CachedRead read,
            Coverage coverage,
            EntryPoint entry,
            Rows rows,
            Consumer<Finding> found) {
        if (coverage.around(entry.node()).isEmpty()) {
            return;
        }
        Coverage.Miss around = coverage.around(entry.node()).orElse(Coverage.Miss.NOTHING);
        Map<Rule, List<Coverage.Open>> byRule = new LinkedHashMap<>();
        for (Coverage.Open open : coverage.open(entry.node())) {
            Coverage.Miss miss = around.compareTo(open.miss()) > 0 ? around : open.miss();
            if (rows.areOthers(read, open)
                    || (miss == Coverage.Miss.SOME_PATHS && isCounted(application, read, open))) {
                continue;
            }
            byRule.computeIfAbsent(RULES.getOrDefault(miss, Rule.WRITE_WITHOUT_EVICTION), key -> new ArrayList<>())
                    .add(open);
        }
        byRule.forEach((rule, open) -> found.accept(finding(application, read, entry, rule, open)));
    }

    /** Whether the write may add a row or change one, and the read only counts: it is evicted on the path that adds. */
    private static boolean isCounted(Application application, CachedRead read, Coverage.Open open) {
        Effect write = open.site().effect();
        boolean mayAdd = write.operation() == Effect.Operation.UPSERT || write.operation() == Effect.Operation.INSERT;
        return mayAdd
                && application.reads(read).stream()
                        .filter(write::touches)
                        .allMatch(effect -> effect.operation() == Effect.Operation.SUM_UP);
    }

    private static Finding finding(
            Application application, CachedRead read, EntryPoint entry, Rule rule, List<Coverage.Open> open) {
        Coverage.Open first = open.get(0);
        List<String> tables = open.stream()
                .map(each -> each.site().effect().table())
                .distinct()
                .sorted()
                .toList();
        String verb = verb(first.site().effect().operation());
        String message = entry.label() + " " + verb + " " + String.join(", ", tables) + ", which "
                + read.node().display() + " (cache " + read.cache() + ") reads: " + tail(rule);
        return new Finding(
                rule, rule.level(), entry.label(), read.cache(), tables, path(application, first, verb), message);
    }

    private static String verb(Effect.Operation operation) {
        return switch (operation) {
            case INSERT -> "adds to";
            case DELETE -> "deletes from";
            default -> "writes";
        };
    }

    private static String tail(Rule rule) {
        return switch (rule) {
            case KEY_NEVER_MATCHES -> "it is evicted with a key that never matches";
            case EVICT_BEFORE_WRITE -> "it is evicted before the write, and not after";
            case EVICTED_ON_SOME_PATHS -> "it is evicted on some paths only";
            default -> "nothing evicts it";
        };
    }

    static List<Step> path(Application application, Coverage.Open open, String verb) {
        List<Step> steps = new ArrayList<>();
        for (int at = 0; at < open.nodes().size(); at++) {
            Node node = open.nodes().get(at);
            boolean isLast = at == open.nodes().size() - 1;
            int line = isLast ? open.site().call().line() : open.calls().get(at).line();
            steps.add(application.step(
                    node, line, isLast ? verb + " " + open.site().effect().table() : ""));
        }
        return steps;
    }
}
