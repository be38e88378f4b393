package io.freshet.audit.cache;

import io.freshet.audit.graph.Node;
import io.freshet.audit.model.AnnotationUse;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Annotations;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the annotations of caches. */
final class Declarations {

    private static final String SPRING = "org/springframework/cache/annotation/";
    private static final String JETCACHE = "com/alicp/jetcache/anno/";
    private static final String JCACHE = "javax/cache/annotation/";
    private static final String FRESHET = "io/freshet/annotation/";
    static final List<String> OPERATIONS = List.of(
            SPRING + "Cacheable",
            SPRING + "CachePut",
            SPRING + "CacheEvict",
            SPRING + "Caching",
            JCACHE + "CacheResult",
            JCACHE + "CachePut",
            JCACHE + "CacheRemove",
            JCACHE + "CacheRemoveAll",
            JETCACHE + "Cached",
            JETCACHE + "CacheUpdate",
            JETCACHE + "CacheInvalidate",
            FRESHET + "Cached",
            FRESHET + "Invalidates");

    private final Program program;
    private final Annotations annotations;
    private final KeyExpressions keys;

    Declarations(Program program, Annotations annotations, KeyExpressions keys) {
        this.program = program;
        this.annotations = annotations;
        this.keys = keys;
    }

    Optional<CachedRead> read(Node node) {
        Optional<CachedRead> spring = spring(node, "Cacheable", "cacheable").stream()
                .findFirst()
                .map(use -> read(CachedRead.Library.SPRING, names(use, node), use, node, false));
        return spring.or(() -> annotations.onMethod(node.method(), JETCACHE + "Cached").stream()
                        .findFirst()
                        .map(use -> read(
                                CachedRead.Library.JETCACHE,
                                name(use),
                                use,
                                node,
                                use.values().containsKey("expire")
                                        || use.values().containsKey("localExpire"))))
                .or(() -> annotations.onMethod(node.method(), JCACHE + "CacheResult").stream()
                        .findFirst()
                        .map(use -> read(CachedRead.Library.JCACHE, jcacheName(use, node), use, node, false)))
                .or(() -> annotations.onMethod(node.method(), FRESHET + "Cached").stream()
                        .findFirst()
                        .map(use -> freshet(use, node)));
    }

    private CachedRead read(
            CachedRead.Library library, Set<String> names, AnnotationUse use, Node node, boolean hasTtl) {
        boolean cachesNull = !use.text("unless").contains("null")
                && !use.text("postCondition").contains("null");
        return new CachedRead(
                library, names, node, key(use, node), use.text("key"), cachesNull, List.of(), false, hasTtl);
    }

    private CachedRead freshet(AnnotationUse use, Node node) {
        List<String> declared = Stream.of(use.texts("dependsOn"), use.texts("tables"), dependsOn(node))
                .flatMap(List::stream)
                .toList();
        String observe = use.text("observe");
        boolean says = !declared.isEmpty() || !use.texts("tags").isEmpty();
        boolean isObserved = observe.equals("ALWAYS") || (!observe.equals("NEVER") && !says);
        String name = Stream.of(use.text("cache").split(":", -1))
                .filter(segment -> !segment.contains("{"))
                .collect(Collectors.joining(":"));
        return new CachedRead(
                CachedRead.Library.FRESHET,
                Set.of(name),
                node,
                new KeyShape.Any(),
                "",
                true,
                declared,
                isObserved,
                true);
    }

    /** Entities and tables of {@code @DependsOn}, on the method and on its class. */
    private List<String> dependsOn(Node node) {
        String type = FRESHET + "DependsOn";
        List<AnnotationUse> uses =
                Caches.all(annotations.onMethod(node.method(), type), annotations.onClass(node.self(), type));
        List<AnnotationUse> holders = Caches.all(
                annotations.onMethod(node.method(), type + "$All"), annotations.onClass(node.self(), type + "$All"));
        return Stream.concat(uses.stream(), holders.stream().flatMap(each -> each.annotations("value").stream()))
                .flatMap(use -> Stream.concat(use.texts("entity").stream(), use.texts("table").stream()))
                .toList();
    }

    List<Eviction> evictions(Node node) {
        List<Eviction> evictions = new ArrayList<>();
        for (AnnotationUse use : spring(node, "CacheEvict", "evict")) {
            boolean isAll = use.isTrue("allEntries");
            evictions.add(eviction(names(use, node), use, node, isAll, false, use.isTrue("beforeInvocation")));
        }
        for (AnnotationUse use : spring(node, "CachePut", "put")) {
            evictions.add(eviction(names(use, node), use, node, false, true, false));
        }
        for (AnnotationUse use : jetCache(node, "CacheInvalidate", "CacheInvalidateContainer")) {
            evictions.add(eviction(name(use), use, node, false, false, false));
        }
        for (String name : List.of("CacheRemove", "CacheRemoveAll", "CachePut")) {
            annotations
                    .onMethod(node.method(), JCACHE + name)
                    .forEach(use -> evictions.add(eviction(
                            jcacheName(use, node),
                            use,
                            node,
                            name.equals("CacheRemoveAll"),
                            name.equals("CachePut"),
                            Boolean.FALSE.equals(use.values().get("afterInvocation")))));
        }
        annotations
                .onMethod(node.method(), JETCACHE + "CacheUpdate")
                .forEach(use -> evictions.add(eviction(name(use), use, node, false, true, false)));
        return evictions;
    }

    private Eviction eviction(
            Set<String> names, AnnotationUse use, Node node, boolean isAll, boolean isPut, boolean isBefore) {
        KeyShape key = isAll ? new KeyShape.Everything() : key(use, node);
        return new Eviction(
                names,
                key,
                isAll ? "" : use.text("key"),
                isPut,
                isBefore,
                node,
                node.method().line());
    }

    private List<AnnotationUse> jetCache(Node node, String name, String container) {
        List<AnnotationUse> held = annotations.onMethod(node.method(), JETCACHE + container).stream()
                .flatMap(use -> use.annotations("value").stream())
                .toList();
        return Caches.all(annotations.onMethod(node.method(), JETCACHE + name), held);
    }

    private List<AnnotationUse> spring(Node node, String name, String attribute) {
        List<AnnotationUse> grouped = annotations.onMethod(node.method(), SPRING + "Caching").stream()
                .flatMap(use -> use.annotations(attribute).stream())
                .toList();
        List<AnnotationUse> single = annotations.onMethod(node.method(), SPRING + name);
        List<AnnotationUse> own = Caches.all(single, grouped);
        boolean isPlain = own.isEmpty() && !node.method().has(org.objectweb.asm.Opcodes.ACC_STATIC);
        return isPlain ? annotations.onClass(node.self(), SPRING + name) : own;
    }

    /** The name as written, as the class's defaults have it, or as the specification makes it up. */
    private Set<String> jcacheName(AnnotationUse use, Node node) {
        Optional<String> usual = annotations.onClass(node.self(), JCACHE + "CacheDefaults").stream()
                .map(each -> each.text("cacheName"))
                .filter(name -> !name.isEmpty())
                .findFirst();
        String written = use.text("cacheName");
        return Set.of(
                written.isEmpty()
                        ? usual.orElseGet(() ->
                                Names.dotted(node.self()) + "." + node.id().name())
                        : written);
    }

    private static Set<String> name(AnnotationUse use) {
        return Set.copyOf(use.texts("name"));
    }

    private Set<String> names(AnnotationUse use, Node node) {
        List<String> own = use.texts("cacheNames", "value");
        return new LinkedHashSet<>(own.isEmpty() ? config(node, "cacheNames", "value") : own);
    }

    private List<String> config(Node node, String... attributes) {
        return annotations.onClass(node.self(), SPRING + "CacheConfig").stream()
                .findFirst()
                .map(use -> use.texts(attributes))
                .orElse(List.of());
    }

    private KeyShape key(AnnotationUse use, Node node) {
        boolean isGenerated = !use.text("keyGenerator").isEmpty()
                || !use.text("cacheKeyGenerator").isEmpty()
                || (use.text("key").isEmpty() && !config(node, "keyGenerator").isEmpty());
        if (isGenerated) {
            return new KeyShape.Any();
        }
        if (use.type().startsWith(JCACHE)) {
            return keys.ofJcache(node.method());
        }
        return use.text("key").isEmpty() ? keys.ofParameters(node.method()) : keys.of(use.text("key"), node.method());
    }

    /** The parameters that a key names; all of them if it is not written. */
    Set<Integer> keyParameters(String expression, Node node) {
        List<String> names = node.method().parameterNames();
        Set<Integer> found = new LinkedHashSet<>();
        for (int at = 0; at < node.id().parameters(); at++) {
            boolean isNamed = at < names.size() && expression.matches(".*#" + names.get(at) + "(\\W.*|$)");
            if (expression.isEmpty() || isNamed || expression.matches(".*#[ap]" + at + "(\\W.*|$)")) {
                found.add(at);
            }
        }
        return found;
    }

    List<String> unknownNames(String expression, Node node) {
        boolean isOwn = program.isOwn(node.id().owner());
        return isOwn && !expression.isEmpty() ? keys.unknownNames(expression, node.method()) : List.of();
    }
}
