package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.EntryPoint;
import io.freshet.audit.graph.Node;
import io.freshet.audit.graph.Reach;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodId;
import io.freshet.sql.WrittenTables;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What cached reads, and requests, should not do: forget the tenant, ask the clock, read what they do not declare, search all keys. */
final class ReadCheck implements Check {

    private static final Set<String> CLOCKS = Set.of(
            "java/time/LocalDate",
            "java/time/LocalDateTime",
            "java/time/Instant",
            "java/time/ZonedDateTime",
            "java/time/OffsetDateTime",
            "java/time/YearMonth");

    /** Spring's {@code HashOperations.keys} are the fields of one hash. */
    private static final Pattern OF_ONE_KEY = Pattern.compile(".*(Hash|Set)(Operations|Commands)");

    private static final Set<String> SEARCHES = Set.of("keys", "scan", "getKeysByPattern", "deleteByPattern");

    @Override
    public void check(Application application, Consumer<Finding> found) {
        boolean isPrefixed =
                !application.calledNames("computePrefixWith", "setKeyGenerator").isEmpty();
        for (CachedRead read : application.cachedReads()) {
            Reach reached = application.reach(read.node());
            if (read.isByHand()) {
                if (!isPrefixed && !read.key().canMention("tenant")) {
                    first(application, reached, Tenants::isAsked, "asks for the tenant")
                            .or(() -> ofTenants(application, read))
                            .ifPresent(path -> found.accept(finding(
                                    Rule.TENANT_MISSING,
                                    read,
                                    path,
                                    List.of(),
                                    read.node().display() + " depends on the current tenant, but its key "
                                            + read.key().display() + " does not name it")));
                }
            } else {
                checkDeclared(application, read, found);
            }
            checkClock(application, read, reached, found);
        }
        application.entries().stream()
                .filter(entry -> entry.kind() == EntryPoint.Kind.ENDPOINT)
                .forEach(entry -> checkScan(application, entry, found));
    }

    private static Optional<List<Step>> first(
            Application application, Reach reached, Predicate<MethodId> isMeant, String what) {
        for (Node node : reached.nodes()) {
            for (Call call : node.method().calls()) {
                if (isMeant.test(call.target())) {
                    return Optional.of(application.path(reached, node, call.line(), what));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<List<Step>> ofTenants(Application application, CachedRead read) {
        return application.reads(read).stream()
                .map(Effect::table)
                .filter(application.entities()::isOfTenants)
                .findFirst()
                .map(table -> List.of(application.step(read.node(), 0, "reads the tenant's rows of " + table)));
    }

    private static void checkClock(Application application, CachedRead read, Reach reached, Consumer<Finding> found) {
        Predicate<MethodId> isClock =
                id -> CLOCKS.contains(id.owner()) && id.name().equals("now");
        List<Effect> reads = application.reads(read);
        if (!reads.isEmpty()) {
            first(application, reached, isClock, "asks the clock")
                    .ifPresent(path -> found.accept(finding(
                            Rule.CLOCK_DEPENDENT,
                            read,
                            path,
                            Application.tables(reads),
                            read.node().display() + " is cached and asks what time it is")));
        }
    }

    private static void checkScan(Application application, EntryPoint entry, Consumer<Finding> found) {
        first(application, application.reach(entry.node()), ReadCheck::isScan, "searches all keys")
                .ifPresent(path -> found.accept(new Finding(
                        Rule.KEYS_OR_SCAN,
                        Rule.KEYS_OR_SCAN.level(),
                        entry.label(),
                        "",
                        List.of(),
                        path,
                        entry.label() + " searches all keys of Redis")));
    }

    /** Asked of each call that anything can reach: the name alone settles nearly all. */
    private static boolean isScan(MethodId id) {
        boolean isSearch = SEARCHES.contains(id.name()) && id.parameters() > 0;
        if (!isSearch && !id.name().startsWith("getKeys")) {
            return false;
        }
        boolean isOfOneKey = OF_ONE_KEY.matcher(id.owner()).matches();
        boolean isRedis = id.owner().startsWith("org/springframework/data/redis/")
                || id.owner().startsWith("redis/clients/jedis/")
                || id.owner().startsWith("io/lettuce/core/");
        boolean isRedisson = id.owner().equals("org/redisson/api/RKeys");
        return (isRedis && isSearch && !isOfOneKey) || isRedisson;
    }

    private static void checkDeclared(Application application, CachedRead read, Consumer<Finding> found) {
        if (read.isObserved() || read.declared().isEmpty()) {
            return;
        }
        Set<String> declared = read.declared().stream()
                .map(name -> application.entities().table(name).orElseGet(() -> WrittenTables.plain(name)))
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>(Application.tables(application.reads(read)));
        missing.removeAll(declared);
        if (!missing.isEmpty()) {
            List<Step> path = List.of(application.step(read.node(), 0, ""));
            found.accept(finding(
                    Rule.UNDECLARED_DEPENDENCY,
                    read,
                    path,
                    List.copyOf(missing),
                    read.node().display() + " reads " + String.join(", ", missing) + " and does not declare it"));
        }
    }

    private static Finding finding(Rule rule, CachedRead read, List<Step> path, List<String> tables, String message) {
        return new Finding(rule, rule.level(), read.node().display(), read.cache(), tables, path, message);
    }
}
