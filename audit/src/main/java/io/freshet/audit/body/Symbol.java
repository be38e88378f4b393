package io.freshet.audit.body;

import io.freshet.audit.model.MethodId;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a value can be said to be without running anything. Immutable. */
public sealed interface Symbol {

    /** The most alternatives that are kept apart, and the most texts that they make. */
    int MOST = 4;

    /** The most parts of one symbol: what is put together from more is anything, or comparing two would take for ever. */
    int LARGEST = 500;

    /** A constant: a text, a number, the internal name of a class, or null. */
    record Constant(@Nullable Object value) implements Symbol {}

    /** What the method was called on. */
    record This() implements Symbol {}

    /** The parameter with the index, counted from 0. */
    record Parameter(int index) implements Symbol {}

    /** A field; of what it is read from, only whether that is {@code this} or a class is known. */
    record Field(String owner, String name, boolean isOwn) implements Symbol {}

    /** What a call returned; without a receiver it is static. */
    record Result(MethodId method, @Nullable Symbol receiver, List<Symbol> arguments) implements Symbol {
        /** Copies. */
        public Result {
            arguments = List.copyOf(arguments);
        }
    }

    /** A new object of exactly this class. */
    record Created(String type, int at) implements Symbol {}

    /** A lambda or method reference, by the method that it runs. */
    record Handed(MethodId method) implements Symbol {}

    /** A new array; {@link Body#elements} knows what is put into it. */
    record Array(int at) implements Symbol {}

    /** Texts put together. */
    record Joined(List<Symbol> parts) implements Symbol {
        /** Copies. */
        public Joined {
            parts = List.copyOf(parts);
        }
    }

    /** One of these, depending on the path. */
    record OneOf(List<Symbol> alternatives) implements Symbol {
        /** Copies. */
        public OneOf {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** Anything. */
    record Unknown() implements Symbol {}

    /** What it is if either may hold. */
    static Symbol either(Symbol one, Symbol other) {
        if (one.equals(other)) {
            return one;
        } else if (one instanceof Unknown || other instanceof Unknown) {
            return new Unknown();
        }
        List<Symbol> all = new ArrayList<>(one.alternatives());
        other.alternatives().stream().filter(each -> !all.contains(each)).forEach(all::add);
        return all.size() == 1 ? all.get(0) : all.size() > MOST ? new Unknown() : new OneOf(all);
    }

    /** Of how many parts it is put together. */
    default int size() {
        int size = 1;
        if (this instanceof Result result) {
            size += size(result.arguments())
                    + (result.receiver() == null ? 0 : result.receiver().size());
        } else if (this instanceof Joined joined) {
            size += size(joined.parts());
        } else if (this instanceof OneOf oneOf) {
            size += size(oneOf.alternatives());
        }
        return size;
    }

    private static int size(List<Symbol> parts) {
        return parts.stream().mapToInt(Symbol::size).sum();
    }

    /** The symbol, or anything if it is too large. */
    default Symbol bounded() {
        return size() > LARGEST ? new Unknown() : this;
    }

    /** What it can be, one by one. */
    default List<Symbol> alternatives() {
        return this instanceof OneOf oneOf ? oneOf.alternatives() : List.of(this);
    }

    /** The text, if it is one constant text. */
    default Optional<String> text() {
        List<String> texts = texts();
        return texts.size() == 1 ? Optional.of(texts.get(0)) : Optional.empty();
    }

    /** All texts that it can be; none if one of them is not known. */
    default List<String> texts() {
        List<String> all = new ArrayList<>();
        for (Symbol alternative : alternatives()) {
            List<String> texts = alternative instanceof Joined joined
                    ? texts(joined.parts())
                    : alternative instanceof Constant constant && constant.value() != null
                            ? List.of(constant.value().toString())
                            : List.of();
            if (texts.isEmpty()) {
                return List.of();
            }
            all.addAll(texts);
        }
        return List.copyOf(all);
    }

    private static List<String> texts(List<Symbol> parts) {
        List<String> all = List.of("");
        for (Symbol part : parts) {
            List<String> next = new ArrayList<>();
            for (String before : all) {
                part.texts().forEach(text -> next.add(before + text));
            }
            if (next.isEmpty() || next.size() > MOST * MOST) {
                return List.of();
            }
            all = List.copyOf(next);
        }
        return all;
    }
}
