package io.freshet.audit.rule;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What happens to values that are kept: callers that change them, and rows that are added where absence is kept. */
final class ValueCheck implements Check {

    private static final Set<String> IN_PROCESS = Set.of(
            "org/springframework/cache/caffeine/CaffeineCacheManager",
            "org/springframework/cache/concurrent/ConcurrentMapCacheManager",
            "org/springframework/cache/concurrent/ConcurrentMapCache",
            "org/springframework/cache/caffeine/CaffeineCache");
    private static final Set<String> CHANGING = Set.of(
            "add",
            "addAll",
            "addFirst",
            "addLast",
            "put",
            "putAll",
            "remove",
            "removeAll",
            "removeIf",
            "clear",
            "sort");
    /** Also what applications add to a mapper, as {@code selectVoById}. */
    private static final Pattern BY_ID =
            Pattern.compile("(find|select|get|query|load|read|fetch)\\w*ById|find|getOne|getReferenceById");

    @Override
    public void check(Application application, Consumer<Finding> found) {
        List<CachedRead> reads =
                application.cachedReads().stream().filter(CachedRead::isByHand).toList();
        Set<String> names = reads.stream().map(read -> read.node().id().name()).collect(Collectors.toSet());
        boolean isInProcess = isInProcess(application);
        for (ClassModel type : isInProcess ? application.program().classes() : List.<ClassModel>of()) {
            for (MethodModel method : type.methods()) {
                if (method.calls().stream()
                        .anyMatch(call -> names.contains(call.target().name()))) {
                    checkChanges(application, new Node(method, type.name()), reads, found);
                }
            }
        }
        boolean keepsNull = application.calledNames("disableCachingNullValues").isEmpty()
                && application.program().settings().stream()
                        .noneMatch(text -> text.matches("(?s).*cache-null-values\\s*[:=]\\s*false.*"));
        reads.stream()
                .filter(read -> keepsNull && canKeepAbsence(application, read))
                .forEach(read -> checkAbsence(application, read, found));
    }

    private static boolean isInProcess(Application application) {
        Set<String> owners = application.program().classes().stream()
                .flatMap(type -> type.methods().stream())
                .flatMap(method -> method.calls().stream())
                .map(call -> call.target().owner())
                .filter(owner ->
                        IN_PROCESS.contains(owner) || owner.startsWith("org/springframework/data/redis/cache/"))
                .collect(Collectors.toSet());
        return !owners.isEmpty() && IN_PROCESS.containsAll(owners);
    }

    private static void checkChanges(
            Application application, Node node, List<CachedRead> reads, Consumer<Finding> found) {
        for (Call call : node.method().calls()) {
            Symbol on = isChange(application, call)
                    ? application.bodies().arguments(node.id(), call).on()
                    : new Symbol.Unknown();
            for (CachedRead read : reads) {
                boolean isOfRead = on instanceof Symbol.Result result && isCall(application, result.method(), read);
                if (isOfRead) {
                    found.accept(finding(
                            Rule.MUTATED_VALUE,
                            Rule.MUTATED_VALUE.level(),
                            node.display(),
                            read,
                            List.of(),
                            List.of(application.step(
                                    node, call.line(), "calls " + call.target().name())),
                            node.display() + " changes what " + read.node().display() + " returned, which the cache "
                                    + read.cache() + " holds itself"));
                }
            }
        }
    }

    private static boolean isChange(Application application, Call call) {
        MethodId target = call.target();
        boolean isOfCollection = target.owner().startsWith("java/util/") && CHANGING.contains(target.name());
        boolean isOfOwn = application.program().isOwn(target.owner())
                && !target.name().equals("<init>")
                && application
                        .program()
                        .resolve(target)
                        .filter(method -> !method.writtenFields().isEmpty())
                        .isPresent();
        return isOfCollection || isOfOwn;
    }

    private static boolean isCall(Application application, MethodId called, CachedRead read) {
        MethodId id = read.node().id();
        boolean isErased = !called.owner().equals(read.node().self())
                && id.name().equals(called.name())
                && id.parameters() == called.parameters();
        return (id.overrides(called) || isErased)
                && application.program().isA(read.node().self(), called.owner());
    }

    /** Whether an answer can be "there is none", and of something that is not looked up by the id that a row gets when it is added. */
    private static boolean canKeepAbsence(Application application, CachedRead read) {
        boolean isById = read.node().method().calls().stream()
                .anyMatch(call -> BY_ID.matcher(call.target().name()).matches());
        return read.library() != CachedRead.Library.OWN
                && read.cachesNull()
                && !isById
                && WriteCheck.isOfRow(application, read)
                && application.bodies().of(read.node().id()).returned().stream()
                        .flatMap(symbol -> symbol.alternatives().stream())
                        .anyMatch(symbol -> canBeAbsent(application, symbol));
    }

    private static boolean canBeAbsent(Application application, Symbol symbol) {
        if (symbol instanceof Symbol.Constant constant) {
            return constant.value() == null;
        }
        return symbol instanceof Symbol.Result result
                && (isOrElseNull(result)
                        || application.program().resolve(result.method()).stream()
                                .anyMatch(method ->
                                        application.program().isOwn(method.id().owner()) && !method.hasBody()));
    }

    private static boolean isOrElseNull(Symbol.Result result) {
        return result.method().name().equals("orElse") && result.arguments().equals(List.of(new Symbol.Constant(null)));
    }

    private static void checkAbsence(Application application, CachedRead read, Consumer<Finding> found) {
        String table = application.reads(read).get(0).table();
        Predicate<Effect> isRelevant = effect ->
                effect.operation() == Effect.Operation.INSERT && effect.table().equals(table);
        Coverage coverage = new Coverage(application, read, isRelevant);
        for (EntryPoint entry : application.entries()) {
            boolean adds = application.writes(entry).stream().anyMatch(isRelevant)
                    && coverage.around(entry.node()).isPresent();
            for (Coverage.Open open : adds ? coverage.open(entry.node()) : List.<Coverage.Open>of()) {
                found.accept(finding(
                        Rule.CACHED_ABSENCE,
                        Rule.CACHED_ABSENCE.level(),
                        entry.label(),
                        read,
                        List.of(table),
                        WriteCheck.path(application, open, "adds to"),
                        entry.label() + " adds to " + table + ", and "
                                + read.node().display() + " (cache " + read.cache()
                                + ") may have kept that there is no such row"));
                break;
            }
        }
    }

    private static Finding finding(
            Rule rule,
            Level level,
            String entry,
            CachedRead read,
            List<String> tables,
            List<Step> path,
            String message) {
        return new Finding(rule, level, entry, read.cache(), tables, path, message);
    }
}
