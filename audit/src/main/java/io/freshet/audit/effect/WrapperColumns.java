package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;
import io.freshet.sql.WrittenTables;
import org.objectweb.asm.Type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns that wrappers of MyBatis-Plus name. A wrapper is built up by calls, in one chain or in several statements; those that a method makes
 * on the same wrapper are put together. What comes from elsewhere may name any column.
 */
final class WrapperColumns {

    private static final Pattern WRAPPERS = Pattern.compile("com/baomidou/mybatisplus/(core|extension)/conditions/.*");
    private static final Pattern SETS = Pattern.compile("set|setIncrBy|setDecrBy");
    private static final Pattern ASKS = Pattern.compile(
            "eq|ne|gt|ge|lt|le|like|notLike|likeLeft|likeRight|notLikeLeft|notLikeRight|in|notIn|between|notBetween|isNull|isNotNull|groupBy|orderBy|orderByAsc|orderByDesc");
    private static final Pattern OPAQUE = Pattern.compile(
            "and|nested|not|apply|last|exists|notExists|having|func|allEq|inSql|notInSql|gtSql|geSql|ltSql|leSql|eqSql|setEntity");
    private static final Pattern ORDERED = Pattern.compile("orderBy.*|last");
    private static final Pattern ASSIGNED = Pattern.compile("(?:^|,)\\s*`?([\\w.]+)`?\\s*=");

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;

    WrapperColumns(Program program, Bodies bodies, Entities entities) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
    }

    /** The call, or the object, that a chain of calls began with; none if the paths to it began differently. */
    static Optional<Symbol> root(Symbol symbol) {
        List<Symbol> roots = new ArrayList<>();
        for (Symbol each : symbol.alternatives()) {
            boolean isStep = each instanceof Symbol.Result result
                    && result.receiver() != null
                    && WRAPPERS.matcher(result.method().owner()).matches();
            Optional<Symbol> root = isStep && each instanceof Symbol.Result result && result.receiver() != null
                    ? root(result.receiver())
                    : Optional.of(each);
            root.filter(found -> !roots.contains(found)).ifPresent(roots::add);
        }
        return roots.size() == 1 ? Optional.of(roots.get(0)) : Optional.empty();
    }

    /** The columns that an update sets; none in the set if it has no wrapper, no set if they are not known. */
    Optional<Set<String>> assigned(Node node, Symbol wrapper, String entity) {
        if (isNone(wrapper)) {
            return Optional.of(Set.of());
        }
        Optional<List<Step>> steps = steps(node, wrapper);
        Set<String> columns = new HashSet<>();
        for (Step step : steps.orElse(List.of())) {
            boolean isKnown = true;
            if (SETS.matcher(step.name()).matches()) {
                isKnown = addNamed(node, step, entity, columns);
            } else if (step.name().equals("setSql")) {
                isKnown = addAssigned(step, columns);
            } else if (step.name().equals("setEntity")) {
                isKnown = false;
            }
            if (!isKnown) {
                return Optional.empty();
            }
        }
        return steps.isPresent() ? Optional.of(columns) : Optional.empty();
    }

    /** The columns that a query answers with or asks for; none if all may be. */
    Set<String> read(Node node, Symbol wrapper, String entity, boolean isCount) {
        Optional<List<Step>> steps = isNone(wrapper) ? Optional.empty() : steps(node, wrapper);
        Set<String> columns = new HashSet<>();
        boolean selects = isCount;
        for (Step step : steps.orElse(List.of())) {
            boolean isSelection = step.name().equals("select");
            boolean isNaming = isSelection || ASKS.matcher(step.name()).matches();
            boolean isOpaque = OPAQUE.matcher(step.name()).matches() && !step.isEmpty();
            if (isOpaque || (isNaming && !addNamed(node, step, entity, columns))) {
                return Set.of();
            }
            selects |= isSelection;
        }
        return selects ? Set.copyOf(columns) : Set.of();
    }

    /** Whether the wrapper puts rows in order, so that a row which is added may come first. */
    boolean isOrdered(Node node, Symbol wrapper) {
        return !isNone(wrapper)
                && steps(node, wrapper).orElse(List.of()).stream()
                        .anyMatch(step -> ORDERED.matcher(step.name()).matches());
    }

    /** The entity whose attributes the wrapper names, if it names one by a method reference. */
    Optional<String> entity(Node node, Symbol wrapper) {
        return steps(node, wrapper).orElse(List.of()).stream()
                .flatMap(step -> step.arguments().values().stream())
                .flatMap(symbol -> symbol instanceof Symbol.Handed handed
                        ? Optional.of(handed).stream()
                        : Optional.<Symbol.Handed>empty().stream())
                .map(handed -> handed.method().owner())
                .filter(type -> entities.table(type).isPresent())
                .findFirst();
    }

    private static boolean isNone(Symbol symbol) {
        return symbol instanceof Symbol.Constant constant && constant.value() == null;
    }

    /** One call on a wrapper. */
    private record Step(Call call, Body.Arguments arguments) {
        String name() {
            return call.target().name();
        }

        boolean isEmpty() {
            return call.target().parameters() == 0;
        }
    }

    /** All calls that are made on the wrapper; none if some may be made elsewhere. */
    private Optional<List<Step>> steps(Node node, Symbol wrapper) {
        Optional<Symbol> root = root(wrapper);
        boolean isMadeHere = root.isPresent()
                && (root.get() instanceof Symbol.Created
                        || (root.get() instanceof Symbol.Result made && isMaking(made.method()) && isOnce(node, made)));
        if (!isMadeHere) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        for (Call call : node.method().calls()) {
            Body.Arguments arguments = bodies.arguments(node.id(), call);
            boolean isStep = WRAPPERS.matcher(call.target().owner()).matches()
                    && root(arguments.on()).equals(root);
            boolean isHandedOn = program.isOwn(call.target().owner())
                    && !isQuery(call)
                    && arguments.values().stream().anyMatch(value -> root(value).equals(root));
            if (isHandedOn) {
                return Optional.empty();
            } else if (isStep) {
                steps.add(new Step(call, arguments));
            }
        }
        return Optional.of(steps);
    }

    /** Mappers and services of the application take a wrapper to run it, not to add to it. */
    private boolean isQuery(Call call) {
        return program.supertypes(call.target().owner()).stream().anyMatch(MyBatisPlusCalls::isMapper);
    }

    private static boolean isMaking(MethodId method) {
        return method.owner().startsWith("com/baomidou/mybatisplus/")
                || Set.of("lambdaQuery", "lambdaUpdate", "query", "update").contains(method.name());
    }

    private static boolean isOnce(Node node, Symbol.Result made) {
        return node.method().calls().stream()
                        .filter(call -> call.target().equals(made.method()))
                        .count()
                == 1;
    }

    /** Adds the columns that a step names; false if one of them is not known. */
    private boolean addNamed(Node node, Step step, String entity, Set<String> columns) {
        Type[] types = step.call().target().parameterTypes();
        int first = types.length > 0 && types[0].getSort() == Type.BOOLEAN ? 1 : 0;
        boolean isOrderBy = step.name().equals("orderBy");
        boolean namesAll = step.name().equals("select")
                || step.name().startsWith("orderBy")
                || step.name().equals("groupBy");
        int last = namesAll ? types.length : Math.min(types.length, first + 1);
        boolean isKnown = first < types.length;
        for (int at = isOrderBy ? 2 : first; at < last; at++) {
            isKnown &= addNamed(node, step.arguments().value(at), entity, columns);
        }
        return isKnown;
    }

    private boolean addNamed(Node node, Symbol symbol, String entity, Set<String> columns) {
        if (symbol instanceof Symbol.Array array) {
            return bodies.of(node.id()).elements(array).stream()
                    .allMatch(each -> addNamed(node, each, entity, columns));
        } else if (symbol instanceof Symbol.Handed handed) {
            Optional<String> attribute = attribute(handed.method());
            attribute.ifPresent(name -> columns.add(entities.column(entity, name)));
            return attribute.isPresent();
        }
        symbol.texts().forEach(text -> {
            for (String name : text.split(",", -1)) {
                columns.add(bare(name));
            }
        });
        return symbol.texts().stream().allMatch(text -> text.matches("[\\w.`, ]+"))
                && !symbol.texts().isEmpty();
    }

    private static Optional<String> attribute(MethodId getter) {
        String name = getter.name().replaceFirst("^(get|is)(?=[A-Z])", "");
        return getter.name().startsWith("lambda$") ? Optional.empty() : Optional.of(Names.lowerFirst(name));
    }

    private static boolean addAssigned(Step step, Set<String> columns) {
        int at = step.call().target().parameterTypes()[0].getSort() == Type.BOOLEAN ? 1 : 0;
        List<String> texts = step.arguments().value(at).texts();
        for (String text : texts) {
            Matcher matcher = ASSIGNED.matcher(text);
            while (matcher.find()) {
                columns.add(bare(matcher.group(1)));
            }
        }
        return !texts.isEmpty();
    }

    private static String bare(String column) {
        String plain = WrittenTables.plain(column.strip());
        return plain.substring(plain.lastIndexOf('.') + 1);
    }
}
