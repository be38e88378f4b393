package io.freshet.audit.scan;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A type as a generic signature has it. Immutable.
 *
 * @param name the internal name of the class, or the name of the type variable; empty for wildcards and primitive types
 * @param isVariable whether it is a type variable
 * @param arguments its type arguments
 */
public record GenericType(String name, boolean isVariable, List<GenericType> arguments) {

    /** Copies. */
    public GenericType {
        arguments = List.copyOf(arguments);
    }

    /** A class without arguments. */
    public static GenericType of(String name) {
        return new GenericType(name, false, List.of());
    }

    /** The same type with variables replaced by what they stand for. */
    public GenericType with(Map<String, GenericType> bindings) {
        if (isVariable) {
            return bindings.getOrDefault(name, this);
        }
        return arguments.isEmpty()
                ? this
                : new GenericType(
                        name,
                        false,
                        arguments.stream().map(each -> each.with(bindings)).toList());
    }

    /** The type that a field's or result's signature names. */
    static GenericType parse(String signature) {
        return new Parser(signature).type();
    }

    /** The generic part of a class: its type variables with their bounds, and what it extends and implements. */
    record ClassSignature(Map<String, GenericType> variables, List<GenericType> supertypes) {
        static ClassSignature parse(@Nullable String signature) {
            return signature == null ? new ClassSignature(Map.of(), List.of()) : new Parser(signature).classSignature();
        }
    }

    /** The parameters of a method's signature, in order. */
    public static List<GenericType> parameters(String signature) {
        Parser parser = new Parser(signature);
        parser.at = signature.indexOf('(') + 1;
        List<GenericType> types = new ArrayList<>();
        while (signature.charAt(parser.at) != ')') {
            types.add(parser.type());
        }
        return types;
    }

    /** The result of a method's signature. */
    static GenericType result(String signature) {
        return GenericType.parse(signature.substring(signature.lastIndexOf(')') + 1));
    }

    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        ClassSignature classSignature() {
            Map<String, GenericType> variables = new LinkedHashMap<>();
            if (text.charAt(at) == '<') {
                at++;
                while (text.charAt(at) != '>') {
                    int colon = text.indexOf(':', at);
                    String name = text.substring(at, colon);
                    at = colon;
                    variables.put(name, bounds());
                }
                at++;
            }
            List<GenericType> supertypes = new ArrayList<>();
            while (at < text.length()) {
                supertypes.add(type());
            }
            return new ClassSignature(variables, supertypes);
        }

        private GenericType bounds() {
            GenericType bound = GenericType.of("java/lang/Object");
            boolean isFirst = true;
            while (text.charAt(at) == ':') {
                at++;
                if (text.charAt(at) != ':') {
                    GenericType next = type();
                    bound = isFirst ? next : bound;
                    isFirst = false;
                }
            }
            return bound;
        }

        GenericType type() {
            char kind = text.charAt(at++);
            return switch (kind) {
                case 'L' -> classType();
                case 'T' -> variable();
                case '[' -> {
                    type();
                    yield new GenericType("", false, List.of());
                }
                case '+', '-' -> type();
                default -> new GenericType("", false, List.of());
            };
        }

        private GenericType variable() {
            int end = text.indexOf(';', at);
            String name = text.substring(at, end);
            at = end + 1;
            return new GenericType(name, true, List.of());
        }

        private GenericType classType() {
            StringBuilder name = new StringBuilder();
            List<GenericType> arguments = new ArrayList<>();
            for (char c = text.charAt(at++); c != ';'; c = text.charAt(at++)) {
                if (c == '<') {
                    arguments.clear();
                    while (text.charAt(at) != '>') {
                        arguments.add(type());
                    }
                    at++;
                } else {
                    name.append(c == '.' ? '$' : c);
                }
            }
            return new GenericType(name.toString(), false, arguments);
        }
    }
}
