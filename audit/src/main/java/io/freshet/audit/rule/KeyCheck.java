package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.cache.KeyShape;
import io.freshet.audit.graph.Node;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Names and keys of caches that do not go together. */
final class KeyCheck implements Check {

    @Override
    public void check(Application application, Consumer<Finding> found) {
        List<CachedRead> reads = application.cachedReads();
        application.evictions().all().forEach(eviction -> check(application, eviction, found));
        reads.stream()
                .filter(CachedRead::isByHand)
                .forEach(read -> checkNames(application, read.expression(), read.node(), read.cache(), found));
        checkNeverEvicted(application, reads, found);
        checkTypes(application, reads, found);
    }

    /** Whether anything evicts the cache, or may: what evicts a cache of unknown name evicts each. */
    static boolean isEvicted(Application application, CachedRead read) {
        return application.caches().hasUnknownNames() || application.evictions().isAnyOf(read);
    }

    private static void check(Application application, Eviction eviction, Consumer<Finding> found) {
        checkNames(application, eviction.expression(), eviction.node(), String.join(", ", eviction.names()), found);
        for (String name : new TreeSet<>(eviction.names())) {
            List<CachedRead> same = application.evictions().reads(name);
            if (same.isEmpty() && !isReadByCalls(application, name)) {
                String verb = eviction.isPut() ? "fills" : "evicts";
                found.accept(finding(
                        Rule.NAME_MATCHES_NOTHING,
                        application,
                        eviction.node(),
                        eviction.line(),
                        name,
                        eviction.node().display() + " " + verb + " the cache " + name + ", which no cached read uses"));
            } else if (!same.isEmpty() && !eviction.isPut() && same.stream().noneMatch(eviction::canEvict)) {
                String keys = same.stream()
                        .map(read -> read.key().display())
                        .distinct()
                        .collect(Collectors.joining(" or "));
                found.accept(finding(
                        Rule.KEY_NEVER_MATCHES,
                        application,
                        eviction.node(),
                        eviction.line(),
                        name,
                        eviction.node().display() + " evicts " + eviction.key().display() + " from the cache " + name
                                + ", whose entries have the key " + keys));
            }
        }
    }

    private static boolean isReadByCalls(Application application, String name) {
        return application.caches().hasUnknownNames()
                || application.caches().gotten().contains(name);
    }

    private static void checkNames(
            Application application, String expression, Node node, String cache, Consumer<Finding> found) {
        boolean isNamed = node.method().id().parameters() == 0
                || !node.method().parameterNames().isEmpty();
        List<String> unknown = application.caches().unknownNames(expression, node);
        for (String name : isNamed ? unknown : List.<String>of()) {
            found.accept(finding(
                    Rule.KEY_NAMES_NOTHING,
                    application,
                    node,
                    0,
                    cache,
                    "the key " + expression + " of " + node.display() + " names #" + name + ", which is no parameter"));
        }
        if (!isNamed && !unknown.isEmpty()) {
            found.accept(finding(
                    Rule.KEY_NAMES_NOTHING,
                    application,
                    node,
                    0,
                    cache,
                    "the key " + expression + " of " + node.display()
                            + " names a parameter, but the class keeps no names: it was compiled without -parameters"));
        }
    }

    private static void checkNeverEvicted(Application application, List<CachedRead> reads, Consumer<Finding> found) {
        Set<String> seen = new TreeSet<>();
        for (CachedRead read : reads) {
            boolean isCandidate = read.isByHand() && !read.hasTtl() && !isEvicted(application, read);
            if (isCandidate && !TtlCheck.hasTtl(application) && seen.add(read.cache())) {
                found.accept(finding(
                        Rule.NEVER_EVICTED,
                        application,
                        read.node(),
                        0,
                        read.cache(),
                        "nothing evicts the cache " + read.cache() + ", which "
                                + read.node().display() + " fills"));
            }
        }
    }

    private static void checkTypes(Application application, List<CachedRead> reads, Consumer<Finding> found) {
        for (CachedRead one : reads) {
            List<CachedRead> sharing = application.evictions().sharing(one);
            for (CachedRead two : sharing.subList(sharing.indexOf(one) + 1, sharing.size())) {
                if (one.isByHand()
                        && isAnnotated(one)
                        && isAnnotated(two)
                        && areSameKeys(one, two)
                        && !areSameTypes(application, one, two)) {
                    found.accept(finding(
                            Rule.TWO_VALUE_TYPES,
                            application,
                            two.node(),
                            0,
                            two.cache(),
                            two.node().display() + " returns " + type(two) + " and "
                                    + one.node().display() + " returns " + type(one)
                                    + ", with the same key in the cache " + two.cache()));
                }
            }
        }
    }

    private static boolean isAnnotated(CachedRead read) {
        return read.library() != CachedRead.Library.OWN;
    }

    private static boolean areSameKeys(CachedRead one, CachedRead two) {
        boolean isKnown = !(one.key() instanceof KeyShape.Any);
        return isKnown && one.key().canMeet(two.key()) && two.key().canMeet(one.key()) && sameShape(one, two);
    }

    private static boolean sameShape(CachedRead one, CachedRead two) {
        String left = one.key().display().replaceAll("#[\\w.()]+", "#");
        return left.equals(two.key().display().replaceAll("#[\\w.()]+", "#"));
    }

    private static boolean areSameTypes(Application application, CachedRead one, CachedRead two) {
        String left = one.node().id().returnType().getInternalName();
        String right = two.node().id().returnType().getInternalName();
        boolean isRelated =
                application.program().isA(left, right) || application.program().isA(right, left);
        return isRelated && (!left.equals(right) || type(one).equals(type(two)));
    }

    private static String type(CachedRead read) {
        String signature = read.node().method().signature();
        String type = signature == null
                ? read.node().id().returnType().getClassName()
                : signature.substring(signature.lastIndexOf(')') + 1);
        return type.replaceAll("[+-]?L?(\\w+/)+", "").replace(";", "").replaceAll("(\\w+\\.)+", "");
    }

    private static Finding finding(
            Rule rule, Application application, Node node, int line, String cache, String message) {
        Step step = application.step(node, line, "");
        return new Finding(rule, rule.level(), node.display(), cache, List.of(), List.of(step), message);
    }
}
