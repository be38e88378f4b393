package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.KeyShape;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
        application.entries().forEach(entry -> {
            List<Effect> effects = application.writes(entry);
            if (!effects.isEmpty()) {
                writes.put(entry, effects);
            }
        });
        for (CachedRead read : application.caches().reads()) {
            if (read.isByHand()) {
                Predicate<Effect> isRelevant = relevant(application, read);
                Coverage coverage = new Coverage(application, read, isRelevant);
                writes.forEach((entry, effects) -> {
                    if (effects.stream().anyMatch(isRelevant) && !entry.node().equals(read.node())) {
                        check(application, read, coverage, entry, found);
                    }
                });
            }
        }
    }

    static Predicate<Effect> relevant(Application application, CachedRead read) {
        List<Effect> reads = application.reads(read);
        boolean isByKey = isOne(read.node().id().returnType()) && !(read.key() instanceof KeyShape.Empty);
        String first = reads.isEmpty() ? "" : reads.get(0).table();
        return effect -> effect.isWrite()
                && reads.stream().anyMatch(effect::touches)
                && !(effect.operation() == Effect.Operation.INSERT
                        && isByKey
                        && effect.table().equals(first));
    }

    private static boolean isOne(Type type) {
        return type.getSort() == Type.OBJECT
                && !SEVERAL.contains(type.getInternalName())
                && !type.getInternalName().startsWith("java/lang/");
    }

    private static void check(
            Application application, CachedRead read, Coverage coverage, EntryPoint entry, Consumer<Finding> found) {
        if (coverage.around(entry.node()).isEmpty()) {
            return;
        }
        Coverage.Miss around = coverage.around(entry.node()).orElse(Coverage.Miss.NOTHING);
        Map<Rule, List<Coverage.Open>> byRule = new LinkedHashMap<>();
        for (Coverage.Open open : coverage.open(entry.node())) {
            Coverage.Miss miss = around.compareTo(open.miss()) > 0 ? around : open.miss();
            byRule.computeIfAbsent(RULES.getOrDefault(miss, Rule.WRITE_WITHOUT_EVICTION), key -> new ArrayList<>())
                    .add(open);
        }
        byRule.forEach((rule, open) -> found.accept(finding(application, read, entry, rule, open)));
    }

    private static Finding finding(
            Application application, CachedRead read, EntryPoint entry, Rule rule, List<Coverage.Open> open) {
        Coverage.Open first = open.get(0);
        List<String> tables = open.stream()
                .map(each -> each.site().effect().table())
                .distinct()
                .sorted()
                .toList();
        boolean isOutside = entry.kind() != EntryPoint.Kind.SERVICE && entry.kind() != EntryPoint.Kind.EVENT;
        Level level = isOutside ? rule.level() : Level.WARNING;
        String verb = verb(first.site().effect().operation());
        String message = entry.label() + " " + verb + " " + String.join(", ", tables) + ", which "
                + read.node().display() + " (cache " + read.cache() + ") reads: " + tail(rule);
        return new Finding(rule, level, entry.label(), read.cache(), tables, path(application, first, verb), message);
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

    private static List<Step> path(Application application, Coverage.Open open, String verb) {
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
