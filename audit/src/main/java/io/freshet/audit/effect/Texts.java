package io.freshet.audit.effect;

import io.freshet.audit.body.Symbol;
import io.freshet.audit.graph.Bodies;
import io.freshet.audit.model.Call;
import io.freshet.audit.model.ClassModel;
import io.freshet.audit.model.MethodId;
import io.freshet.audit.model.MethodModel;
import io.freshet.audit.scan.Program;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the texts that a symbol can be, also those that callers hand to a method of their own. */
final class Texts {

    private static final int DEPTH = 3;

    private final Bodies bodies;
    private final Map<MethodId, List<Caller>> callers = new HashMap<>();

    private record Caller(MethodId method, Call call) {}

    /** Tells what a text does. */
    interface Parser {
        /** Its effects; none if that cannot be told. */
        Optional<List<Effect>> effects(String text);
    }

    Texts(Program program, Bodies bodies) {
        this.bodies = bodies;
        for (ClassModel type : program.classes()) {
            for (MethodModel method : type.methods()) {
                for (Call call : method.calls()) {
                    if (program.isOwn(call.target().owner())
                            && call.target().descriptor().contains("Ljava/lang/String;")) {
                        MethodId called = program.resolve(call.target())
                                .map(MethodModel::id)
                                .orElse(call.target());
                        callers.computeIfAbsent(called, key -> new ArrayList<>())
                                .add(new Caller(method.id(), call));
                    }
                }
            }
        }
    }

    Optional<List<Effect>> effects(MethodId method, Symbol symbol, Parser parser) {
        List<Effect> effects = new ArrayList<>();
        List<String> texts = texts(method, symbol, 0);
        for (String text : texts) {
            Optional<List<Effect>> found = parser.effects(text);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            effects.addAll(found.get());
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(effects);
    }

    /** All texts that it can be; none if one of them is not known. */
    private List<String> texts(MethodId method, Symbol symbol, int depth) {
        if (!(symbol instanceof Symbol.Parameter parameter) || depth > DEPTH) {
            return symbol.texts();
        }
        List<String> all = new ArrayList<>();
        for (Caller caller : callers.getOrDefault(method, List.of())) {
            Symbol given = bodies.arguments(caller.method(), caller.call()).value(parameter.index());
            List<String> texts = texts(caller.method(), given, depth + 1);
            if (texts.isEmpty() || caller.call().kind() == Call.Kind.HANDED) {
                return List.of();
            }
            all.addAll(texts);
        }
        return List.copyOf(all);
    }
}
