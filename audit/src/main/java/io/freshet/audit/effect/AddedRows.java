package io.freshet.audit.effect;

import io.freshet.audit.body.Body;
import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.graph.Node;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.model.Names;
import io.freshet.audit.scan.Program;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Rows that are stored and cannot be there yet: the object was just made, and nothing gave it the primary key of a row that is there. It can get
 * one from a setter, from whoever assigns the field, from its constructor, or as a value object or builder that makes it; a key that is made there
 * and then, as a random one, is none. Not thread-safe.
 */
final class AddedRows {

    private static final int DEPTH = 4;

    /** The most methods that are looked into for one object: one that takes more may have got a key from any. */
    private static final int MOST = 1_000;

    private static final Pattern MAKING = Pattern.compile(
            "(?i).*(random|next|generat|newid|timebased|snowflake|fast\\w*uuid|simpleuuid|ulid|increment).*");
    private static final Pattern MAKER = Pattern.compile("(?i).*(generator|idworker|sequence|snowflake).*");

    private final Program program;
    private final Bodies bodies;
    private final Entities entities;
    private int looked;

    AddedRows(Program program, Bodies bodies, Entities entities) {
        this.program = program;
        this.bodies = bodies;
        this.entities = entities;
    }

    /**
     * A method, and how it was called.
     *
     * @param method the method
     * @param call what it was given, and on what; none for the method that stores the row
     * @param caller where it was called; none for the method that stores the row
     */
    private record Scope(
            MethodModel method,
            Body.@Nullable Arguments call,
            @Nullable Scope caller,
            int depth) {

        Scope into(MethodModel called, Body.Arguments given) {
            return new Scope(called, given, this, depth + 1);
        }
    }

    /** Whether it is an object that was just made, and got no primary key. */
    boolean isNew(Node node, Symbol symbol) {
        looked = 0;
        return isNew(new Scope(node.method(), null, null, 0), symbol);
    }

    private boolean isNew(Scope scope, Symbol symbol) {
        if (symbol instanceof Symbol.Created created) {
            return !getsKey(scope, created);
        } else if (symbol instanceof Symbol.Result result) {
            return isMade(scope, result);
        }
        return symbol.alternatives().size() > 1
                && symbol.alternatives().stream().allMatch(each -> isNew(scope, each));
    }

    /** Whether the method that returned it always makes a new one. */
    private boolean isMade(Scope scope, Symbol.Result result) {
        Optional<MethodModel> method = own(result.method());
        List<Symbol> returned =
                method.map(found -> bodies.of(found.id()).returned()).orElse(List.of());
        return scope.depth() < DEPTH
                && !returned.isEmpty()
                && returned.stream()
                        .allMatch(each -> each instanceof Symbol.Created created
                                && !getsKey(scope.into(method.get(), given(result)), created));
    }

    private Optional<MethodModel> own(MethodId id) {
        return program.resolve(id).filter(method -> program.isOwn(method.id().owner()));
    }

    private static Body.Arguments given(Symbol.Result result) {
        return new Body.Arguments(Optional.ofNullable(result.receiver()), result.arguments());
    }

    private boolean getsKey(Scope scope, Symbol.Created created) {
        return entities.keyNames(created.type()).stream().anyMatch(key -> getsKey(scope, created, key));
    }

    /** Whether a method gives the key to an object: itself, or by what it calls on that. */
    private boolean getsKey(Scope scope, Symbol object, String key) {
        MethodId id = scope.method().id();
        return bodies.of(id).stored(object, key).stream().anyMatch(value -> isGiven(scope, value))
                || scope.method().calls().stream()
                        .anyMatch(call -> isOn(id, call, object) && setsKey(scope, call, key));
    }

    private boolean isOn(MethodId id, Call call, Symbol object) {
        return bodies.arguments(id, call).on().equals(object);
    }

    private boolean setsKey(Scope scope, Call call, String key) {
        Body.Arguments arguments = bodies.arguments(scope.method().id(), call);
        Optional<MethodModel> called = own(call.target()).filter(MethodModel::hasBody);
        if (called.isPresent() && ++looked > MOST) {
            return true;
        } else if (called.isPresent()) {
            return scope.depth() < DEPTH && getsKey(scope.into(called.get(), arguments), new Symbol.This(), key);
        }
        String setter = "set" + key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
        return call.target().name().equals(setter) && isGiven(scope, arguments.value(0));
    }

    /** Whether a value may be the key of a row that is there already. */
    private boolean isGiven(Scope scope, Symbol value) {
        if (value instanceof Symbol.Constant constant) {
            return constant.value() != null && !constant.value().equals(0);
        } else if (value instanceof Symbol.Parameter parameter) {
            return scope.caller() == null
                    || scope.call() == null
                    || isGiven(scope.caller(), scope.call().value(parameter.index()));
        } else if (value instanceof Symbol.Field field && field.isOwn()) {
            return isOwnGiven(scope, field.name());
        } else if (value instanceof Symbol.Created created) {
            return isAnyGiven(scope, created);
        } else if (value instanceof Symbol.Result result) {
            return !isMaking(result) && isReturnedGiven(scope, result);
        } else if (value instanceof Symbol.Joined joined) {
            return joined.parts().stream().allMatch(part -> part instanceof Symbol.Constant || isGiven(scope, part));
        }
        return value.alternatives().size() <= 1 || value.alternatives().stream().anyMatch(each -> isGiven(scope, each));
    }

    /** Of a field of a builder that was just begun, whether a step on the way stored what may be a key. */
    private boolean isOwnGiven(Scope scope, String field) {
        Symbol on = scope.call() == null ? new Symbol.Unknown() : scope.call().on();
        while (scope.caller() != null && on instanceof Symbol.Result step && step.receiver() != null) {
            Optional<MethodModel> method = own(step.method());
            if (method.isEmpty() || getsKey(scope.caller().into(method.get(), given(step)), new Symbol.This(), field)) {
                return true;
            }
            on = step.receiver();
        }
        boolean isBegun = on instanceof Symbol.Created
                || (on instanceof Symbol.Result begin
                        && begin.receiver() == null
                        && begin.arguments().isEmpty());
        return !isBegun
                || (on instanceof Symbol.Created made
                        && scope.caller() != null
                        && getsKey(scope.caller(), made, field));
    }

    /** Of a key of several parts, whether the constructor is given any. */
    private boolean isAnyGiven(Scope scope, Symbol.Created created) {
        return scope.method().calls().stream()
                .filter(call -> call.target().name().equals("<init>")
                        && isOn(scope.method().id(), call, created))
                .flatMap(call -> bodies.arguments(scope.method().id(), call).values().stream())
                .anyMatch(part -> isGiven(scope, part));
    }

    private static boolean isMaking(Symbol value) {
        for (Symbol at = value; at instanceof Symbol.Result step; at = step.receiver()) {
            String owner = step.method().owner();
            boolean isIterator = owner.startsWith("java/util/") && owner.endsWith("Iterator");
            if (!isIterator
                    && (MAKING.matcher(step.method().name()).matches()
                            || MAKER.matcher(Names.simple(owner)).matches())) {
                return true;
            }
        }
        return false;
    }

    private boolean isReturnedGiven(Scope scope, Symbol.Result result) {
        Optional<MethodModel> method = scope.depth() < DEPTH ? own(result.method()) : Optional.empty();
        List<Symbol> returned =
                method.map(found -> bodies.of(found.id()).returned()).orElse(List.of());
        return returned.isEmpty()
                || ++looked > MOST
                || returned.stream().anyMatch(each -> isGiven(scope.into(method.get(), given(result)), each));
    }
}
