package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.effect.Site;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.Names;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lists what an audit has looked at, with what it found. Not thread-safe. */
final class Stocktake {

    private static final Pattern SUFFIX = Pattern.compile(
            "(?<=.)(RestController|Controller|Resource|Endpoint|Listener|Consumer|Jobs?|Tasks?|Service)$");
    private static final Pattern REMOTE =
            Pattern.compile("spring\\.(data\\.)?redis|spring\\.cache\\.type\\W+redis|RedisCacheManager");
    private static final String HANDLER = "org/springframework/cache/interceptor/CacheErrorHandler";
    private static final String THROWING = "org/springframework/cache/interceptor/SimpleCacheErrorHandler";

    private final Application application;
    private final Map<String, List<Finding>> findings;
    private final Map<String, List<Finding>> meant;
    private final Map<CachedRead, Predicate<Effect>> relevant = new LinkedHashMap<>();
    private final Map<String, Set<CachedRead>> readersOf = new HashMap<>();
    private final boolean hasTtl;

    private record Write(Node node, Effect effect) {}

    Stocktake(Application application, Collection<Finding> findings, Collection<Finding> meant) {
        this.application = application;
        this.findings = byCache(findings);
        this.meant = byCache(meant);
        this.hasTtl = TtlCheck.hasTtl(application);
    }

    private static Map<String, List<Finding>> byCache(Collection<Finding> findings) {
        return findings.stream().collect(Collectors.groupingBy(Finding::cache));
    }

    Inventory take() {
        List<CachedRead> reads = application.cachedReads();
        for (CachedRead read : reads) {
            relevant.put(read, application.relevant(read));
            Application.tables(application.reads(read))
                    .forEach(table -> readersOf
                            .computeIfAbsent(table, key -> new LinkedHashSet<>())
                            .add(read));
        }
        return new Inventory(
                reads.stream().map(this::read).toList(),
                application.entries().stream().map(this::entry).toList(),
                storeFailures());
    }

    private Inventory.Read read(CachedRead read) {
        Step step = application.step(read.node(), 0, "");
        return new Inventory.Read(
                read.cache(),
                read.node().display(),
                read.library().name().toLowerCase(Locale.ROOT),
                read.expression(),
                ttl(read),
                application.timesToLive().of(read).map(Duration::toMillis).orElse(null),
                Application.tables(application.reads(read)),
                application.evictions().countOf(read),
                Inventory.Tested.of(
                        application.observed().isThere() && read.library() == CachedRead.Library.FRESHET,
                        application.observed().loads(read.node()).isPresent()),
                step.file(),
                step.line());
    }

    private String ttl(CachedRead read) {
        String where = read.hasTtl() ? "set with the cache" : hasTtl ? "set elsewhere" : Inventory.Read.NO_TTL;
        return application.timesToLive().of(read).map(Severity::words).orElse(where);
    }

    private Inventory.Entry entry(EntryPoint entry) {
        List<Write> writes = writes(entry);
        List<Inventory.Dependent> dependents = new ArrayList<>();
        Set<CachedRead> readers = new LinkedHashSet<>();
        writes.forEach(
                write -> readers.addAll(readersOf.getOrDefault(write.effect().table(), Set.of())));
        readers.forEach(read -> {
            Predicate<Effect> isRelevant = relevant.getOrDefault(read, effect -> false);
            List<Write> those = writes.stream()
                    .filter(write -> isRelevant.test(write.effect()))
                    .toList();
            if (!those.isEmpty() && !entry.node().equals(read.node())) {
                dependents.add(dependent(entry, read, those));
            }
        });
        boolean isRequest =
                entry.kind() == EntryPoint.Kind.ENDPOINT && entry.label().contains(" ");
        String kind = entry.kind().name().toLowerCase(Locale.ROOT);
        int space = entry.label().indexOf(' ');
        Step step = application.step(entry.node(), 0, "");
        return new Inventory.Entry(
                kind,
                isRequest ? entry.label().substring(0, space) : kind,
                isRequest ? entry.label().substring(space + 1) : entry.node().display(),
                entry.label(),
                SUFFIX.matcher(Names.simple(entry.node().self())).replaceFirst(""),
                entry.node().display(),
                Application.tables(writes.stream().map(Write::effect).toList()),
                dependents,
                Inventory.Tested.of(
                        application.observed().isThere() && !writes.isEmpty(),
                        application.observed().work(entry.node()).isPresent()),
                step.file(),
                step.line());
    }

    private List<Write> writes(EntryPoint entry) {
        List<Write> writes = new ArrayList<>();
        for (Node node : application.reach(entry.node()).nodes()) {
            application.effects().of(node).stream()
                    .map(Site::effect)
                    .filter(Effect::isWrite)
                    .forEach(effect -> writes.add(new Write(node, effect)));
        }
        return writes;
    }

    private Inventory.Dependent dependent(EntryPoint entry, CachedRead read, List<Write> writes) {
        Set<String> tables = new TreeSet<>();
        Set<String> writers = new TreeSet<>();
        writes.forEach(write -> {
            tables.add(write.effect().table());
            writers.add(write.node().display());
        });
        Optional<Finding> stale = named(findings, entry, read, tables);
        Inventory.State state = stale.isPresent()
                ? Inventory.State.STALE
                : named(meant, entry, read, tables).isPresent()
                        ? Inventory.State.MEANT
                        : read.isByHand() ? Inventory.State.EVICTED : Inventory.State.CAPTURED;
        return new Inventory.Dependent(
                read.cache(),
                read.node().display(),
                List.copyOf(tables),
                List.copyOf(writers),
                state,
                stale.map(Finding::level).orElse(null),
                stale.map(finding -> finding.rule().id()).orElse(""));
    }

    private static Optional<Finding> named(
            Map<String, List<Finding>> findings, EntryPoint entry, CachedRead read, Set<String> tables) {
        return findings.getOrDefault(read.cache(), List.of()).stream()
                .filter(finding -> WriteCheck.finds(finding.rule())
                        ? finding.entry().equals(entry.label())
                                && finding.path().get(0).node().equals(entry.node())
                        : finding.rule() == Rule.UNDECLARED_DEPENDENCY
                                && finding.tables().stream().anyMatch(tables::contains))
                .findFirst();
    }

    private Inventory.Answer storeFailures() {
        List<CachedRead> spring = relevant.keySet().stream()
                .filter(read -> read.library() == CachedRead.Library.SPRING)
                .toList();
        boolean isRemote = application.program().settings().stream()
                        .anyMatch(text -> REMOTE.matcher(text.replaceAll(":\\s*\\n\\s+", "."))
                                .find())
                || !application
                        .calledNames("cacheDefaults", "defaultCacheConfig")
                        .isEmpty();
        boolean isHandled = application.program().classes().stream()
                .map(ClassModel::name)
                .anyMatch(name -> application.program().isA(name, HANDLER)
                        && !application.program().isA(name, THROWING));
        boolean isLogged = application.program().classes().stream()
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.calls().stream())
                .anyMatch(call -> call.target().owner().endsWith("/LoggingCacheErrorHandler"));
        if (relevant.isEmpty()) {
            return Inventory.EMPTY.storeFailures();
        } else if (spring.isEmpty()) {
            return new Inventory.Answer(Inventory.Verdict.PASS, "the libraries of these caches answer from the source");
        } else if (isHandled || isLogged) {
            return new Inventory.Answer(Inventory.Verdict.PASS, "a CacheErrorHandler is there");
        }
        return isRemote
                ? new Inventory.Answer(
                        Inventory.Verdict.FAIL,
                        "a failure of the store fails the call: there is no CacheErrorHandler, as LoggingCacheErrorHandler")
                : new Inventory.Answer(
                        Inventory.Verdict.UNKNOWN, "whether the caches lie outside of the process could not be seen");
    }
}
