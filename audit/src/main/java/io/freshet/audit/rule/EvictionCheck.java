package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.cache.KeyShape;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodModel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Evictions that do less than they seem to, or more than they need, and conditions that are asked too early. */
final class EvictionCheck implements Check {

    private static final String SPRING = "org/springframework/cache/annotation/";
    private static final String REDIS = "org/springframework/data/redis/cache/";
    private static final String CONFIGURER = REDIS + "RedisCacheWriter$RedisCacheWriterConfigurer";

    @Override
    public void check(Application application, Consumer<Finding> found) {
        for (ClassModel type : application.program().classes()) {
            for (MethodModel method : type.methods()) {
                checkCondition(application, new Node(method, type.name()), found);
            }
        }
        for (Eviction eviction : application.caches().allDeclared()) {
            List<Effect> writes = application.writes(eviction.node());
            checkBroad(application, eviction, writes, found);
            checkOldKey(application, eviction, writes, found);
        }
        checkAsynchronous(application, found);
    }

    private static void checkCondition(Application application, Node node, Consumer<Finding> found) {
        for (String name : List.of("Cacheable", "CacheEvict")) {
            for (AnnotationUse use : uses(application, node, name)) {
                boolean isEarly = name.equals("Cacheable") || use.isTrue("beforeInvocation");
                if (isEarly && use.text("condition").contains("#result")) {
                    found.accept(finding(
                            Rule.CONDITION_ON_RESULT,
                            application,
                            node,
                            String.join(", ", use.texts("cacheNames", "value")),
                            List.of(),
                            "the condition " + use.text("condition") + " of " + node.display()
                                    + " is asked before there is a result"));
                }
            }
        }
    }

    /** Also those that are grouped. */
    private static List<AnnotationUse> uses(Application application, Node node, String name) {
        List<AnnotationUse> all =
                new ArrayList<>(application.annotations().find(node.method().annotations(), SPRING + name));
        String group = name.equals("Cacheable") ? "cacheable" : "evict";
        application
                .annotations()
                .find(node.method().annotations(), SPRING + "Caching")
                .forEach(each -> all.addAll(each.annotations(group)));
        return all;
    }

    /** All entries of a cache go although nothing that its reads are made of is written. */
    private static void checkBroad(
            Application application, Eviction eviction, List<Effect> writes, Consumer<Finding> found) {
        List<CachedRead> reads = application.evictions().reads(eviction);
        boolean isKnown = !reads.isEmpty()
                && reads.stream().noneMatch(read -> application.reads(read).isEmpty());
        boolean isNeeded = reads.stream()
                .flatMap(read -> application.reads(read).stream())
                .anyMatch(
                        read -> writes.stream().anyMatch(write -> write.table().equals(read.table())));
        if (eviction.key() instanceof KeyShape.Everything && isKnown && !writes.isEmpty() && !isNeeded) {
            String cache = String.join(", ", eviction.names());
            List<String> tables = Application.tables(writes);
            found.accept(finding(
                    Rule.TOO_BROAD,
                    application,
                    eviction.node(),
                    cache,
                    tables,
                    eviction.node().display() + " writes " + String.join(", ", tables) + " and evicts all of the cache "
                            + cache + ", which reads none of it"));
        }
    }

    private static void checkOldKey(
            Application application, Eviction eviction, List<Effect> writes, Consumer<Finding> found) {
        new OldKeys(application, eviction)
                .left(writes)
                .ifPresent(left -> found.accept(finding(
                        Rule.OLD_KEY_STAYS,
                        application,
                        eviction.node(),
                        String.join(", ", eviction.names()),
                        List.of(left.table()),
                        eviction.node().display() + " may change " + left.attribute() + " of " + left.table()
                                + ", and evicts the entry of its new value only")));
    }

    private static void checkAsynchronous(Application application, Consumer<Finding> found) {
        boolean isNew = application.program().find(CONFIGURER).isPresent()
                || application.program().classes().stream()
                        .flatMap(type -> type.methods().stream())
                        .flatMap(method -> method.calls().stream())
                        .anyMatch(call -> call.target().descriptor().contains(CONFIGURER)
                                || call.target().owner().equals(CONFIGURER));
        boolean isImmediate = !application.calledNames("immediateWrites").isEmpty();
        if (!isNew || isImmediate || application.caches().allDeclared().isEmpty()) {
            return;
        }
        for (ClassModel type : application.program().classes()) {
            for (MethodModel method : type.methods()) {
                Optional<Call> made =
                        method.calls().stream().filter(EvictionCheck::isMade).findFirst();
                if (made.isPresent()) {
                    Node node = new Node(method, type.name());
                    found.accept(finding(
                            Rule.ASYNCHRONOUS_EVICTION,
                            application,
                            node,
                            "",
                            List.of(),
                            node.display()
                                    + " makes a cache of Redis that evicts later, and tells nobody if it could not"));
                }
            }
        }
    }

    private static boolean isMade(Call call) {
        String owner = call.target().owner();
        return (owner.equals(REDIS + "RedisCacheWriter")
                        && List.of("create", "nonLockingRedisCacheWriter", "lockingRedisCacheWriter")
                                .contains(call.target().name()))
                || (owner.equals(REDIS + "RedisCacheManager")
                        && call.target().descriptor().contains("RedisConnectionFactory;"));
    }

    private static Finding finding(
            Rule rule, Application application, Node node, String cache, List<String> tables, String message) {
        return new Finding(
                rule, rule.level(), node.display(), cache, tables, List.of(application.step(node, 0, "")), message);
    }
}
