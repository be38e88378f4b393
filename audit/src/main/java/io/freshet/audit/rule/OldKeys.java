package io.freshet.audit.rule;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.cache.KeyShape;
import io.freshet.audit.effect.Effect;
import io.freshet.audit.graph.Edge;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.Names;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evictions by a value that the method may change: the entry goes that has the new value of an attribute in its key; the one under the old value
 * stays. What reads the row and evicts by what it finds there is not meant.
 */
final class OldKeys {

    private static final Pattern ATTRIBUTE =
            Pattern.compile("#(\\w+)\\.(?:get(?=[A-Z]))?(\\w+?)(?:\\(\\))?(?=[^\\w.(]|$)");
    private static final Pattern IDENTITY = Pattern.compile("id|uuid|\\w+(Id|ID|Uuid)");

    private final Application application;
    private final Eviction eviction;

    OldKeys(Application application, Eviction eviction) {
        this.application = application;
        this.eviction = eviction;
    }

    /** An attribute of a table that may leave its old key behind. */
    record Left(String attribute, String table) {}

    /** What the eviction leaves behind, when its method does these writes. */
    Optional<Left> left(List<Effect> writes) {
        boolean isOnly = application.caches().declared(eviction.node()).stream()
                .noneMatch(each -> each.key() instanceof KeyShape.Everything
                        && each.names().equals(eviction.names()));
        if (eviction.isPut() || !isOnly) {
            return Optional.empty();
        }
        Matcher key = ATTRIBUTE.matcher(eviction.expression());
        boolean isWhole = !eviction.expression().startsWith("{");
        while (isWhole ? key.matches() : key.find()) {
            String attribute = Names.lowerFirst(key.group(2));
            Optional<String> table = table(key.group(1), attribute, writes);
            if (table.isPresent()) {
                return evictsOld(attribute) ? Optional.empty() : Optional.of(new Left(attribute, table.get()));
            } else if (isWhole) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The table in which the method may change the attribute of what it is given. */
    private Optional<String> table(String parameter, String attribute, List<Effect> writes) {
        int at = eviction.node().method().parameterNames().indexOf(parameter);
        Optional<String> type = at < 0
                ? Optional.empty()
                : Optional.of(eviction.node().id().parameterTypes()[at].getInternalName());
        Optional<String> owner = type.filter(
                        name -> application.program().field(name, attribute).isPresent())
                .filter(name -> !identifies(name, attribute));
        Optional<String> table = owner.flatMap(application.entities()::table);
        if (owner.isPresent() && table.isPresent()) {
            String column = application.entities().column(owner.get(), attribute);
            return table.filter(this::canBeRead)
                    .filter(name -> writes.stream().anyMatch(write -> canChange(write, name, column::equals)));
        }
        return owner.flatMap(name -> ofRead(attribute, writes));
    }

    /**
     * Whether the attribute is called as what never changes. The exception is a text that is called after its class, as the {@code clientId} of a
     * {@code ClientDetails} which has a key besides: people give that, and may give another one.
     */
    private boolean identifies(String type, String attribute) {
        if (!IDENTITY.matcher(attribute).matches()) {
            return false;
        }
        Optional<String> table = application.entities().table(type);
        String column = application.entities().column(type, attribute);
        String called = attribute.replaceFirst("(Id|ID|Uuid)$", "");
        boolean isText = application
                .program()
                .field(type, attribute)
                .filter(field -> field.descriptor().equals("Ljava/lang/String;"))
                .isPresent();
        boolean isAfterClass = !called.equals(attribute)
                && Names.simple(type).toLowerCase(Locale.ROOT).contains(called.toLowerCase(Locale.ROOT));
        return !isText
                || !isAfterClass
                || table.isEmpty()
                || !application.entities().hasOtherKey(type, column);
    }

    /** Whether an entry is made of the table, as far as that is known. */
    private boolean canBeRead(String table) {
        List<CachedRead> reads = application.evictions().reads(eviction);
        return reads.isEmpty()
                || reads.stream()
                        .map(application::reads)
                        .anyMatch(effects -> effects.isEmpty()
                                || effects.stream().map(Effect::table).anyMatch(table::equals));
    }

    /** The table of rows that are handed around as objects of another class: that which the cached read reads first. */
    private Optional<String> ofRead(String attribute, List<Effect> writes) {
        Predicate<String> isColumn = column -> column.replace("_", "").equalsIgnoreCase(attribute);
        return application.cachedReads().stream()
                .filter(eviction::canEvict)
                .filter(CachedRead::isByHand)
                .flatMap(read -> application.reads(read).stream().limit(1))
                .map(Effect::table)
                .filter(table -> isAttribute(table, attribute)
                        && writes.stream().anyMatch(write -> canChange(write, table, isColumn)))
                .findFirst();
    }

    private boolean isAttribute(String table, String attribute) {
        return application.program().classes().stream()
                .map(ClassModel::name)
                .filter(name -> application.entities().table(name).equals(Optional.of(table)))
                .anyMatch(name -> application.program().field(name, attribute).isPresent());
    }

    private static boolean canChange(Effect write, String table, Predicate<String> isColumn) {
        boolean isChange = write.operation() == Effect.Operation.UPDATE || write.operation() == Effect.Operation.UPSERT;
        return isChange
                && write.table().equals(table)
                && (write.columns().isEmpty() || write.columns().stream().anyMatch(isColumn));
    }

    /** Whether something that the method runs evicts by the attribute of another object than that which it is given: of the row as it was. */
    private boolean evictsOld(String attribute) {
        String getter = "get" + attribute.substring(0, 1).toUpperCase(Locale.ROOT) + attribute.substring(1);
        for (Node node : application.reach(eviction.node()).nodes()) {
            for (Call call : node.method().calls()) {
                Body.Arguments arguments = application.bodies().arguments(node.id(), call);
                boolean isOfOld = arguments.values().stream()
                        .anyMatch(value -> value instanceof Symbol.Result result
                                && List.of(getter, attribute)
                                        .contains(result.method().name())
                                && !(result.receiver() instanceof Symbol.Parameter));
                if (isOfOld && evicts(node, call)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean evicts(Node node, Call call) {
        return isOfCache(application.caches().done(node).getOrDefault(call, List.of()))
                || application.graph().edges(node).stream()
                        .filter(edge -> edge.call().equals(call))
                        .map(Edge::target)
                        .flatMap(target -> application.reach(target).nodes().stream())
                        .anyMatch(each -> application.caches().done(each).values().stream()
                                        .anyMatch(this::isOfCache)
                                || isOfCache(application.caches().declared(each)));
    }

    private boolean isOfCache(List<Eviction> evictions) {
        return evictions.stream()
                .anyMatch(
                        each -> each.names().isEmpty() || each.names().stream().anyMatch(eviction.names()::contains));
    }
}
