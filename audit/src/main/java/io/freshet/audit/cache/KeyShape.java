package io.freshet.audit.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What is known of a key without running anything: two shapes that cannot meet never name the same entry. Immutable.
 */
public sealed interface KeyShape {

    /** Whatever is a key: nothing is known of it. */
    record Any() implements KeyShape {}

    /** All entries of the cache. */
    record Everything() implements KeyShape {}

    /** The key of a method without parameters. */
    record Empty() implements KeyShape {}

    /** Always this. */
    record Literal(String text) implements KeyShape {}

    /** A value that is known when the method is called. */
    record Hole(Kind kind, String name) implements KeyShape {}

    /** A text put together. */
    record Joined(List<KeyShape> parts) implements KeyShape {
        /** Copies, and joins what is joined already. */
        public Joined {
            List<KeyShape> flat = new ArrayList<>();
            parts.forEach(part -> flat.addAll(part instanceof Joined joined ? joined.parts() : List.of(part)));
            parts = List.copyOf(flat);
        }
    }

    /** Several values, in order. */
    record Tuple(List<KeyShape> parts) implements KeyShape {
        /** Copies. */
        public Tuple {
            parts = List.copyOf(parts);
        }
    }

    /** What sort of value fills a hole. */
    enum Kind {
        /** A text. */
        TEXT,
        /** A number, enum, date, id. */
        SCALAR,
        /** An object of a class of one's own. */
        COMPOSITE,
        /** A list, set, map or array. */
        SEVERAL,
        /** Not known. */
        UNKNOWN;

        boolean isSingle() {
            return this == TEXT || this == SCALAR;
        }
    }

    /** Whether an eviction of the one can be an eviction of an entry of the other. */
    default boolean canMeet(KeyShape other) {
        if (isOpen() || other.isOpen()) {
            return true;
        } else if (this instanceof Empty || other instanceof Empty) {
            return equals(other);
        } else if (this instanceof Tuple || other instanceof Tuple) {
            return tuples(this, other);
        } else if (this instanceof Joined || other instanceof Joined) {
            return this instanceof Joined joined ? texts(joined, other) : texts((Joined) other, this);
        } else if (this instanceof Literal || other instanceof Literal) {
            return equals(other);
        }
        return holes((Hole) this, (Hole) other);
    }

    private boolean isOpen() {
        return this instanceof Any
                || this instanceof Everything
                || (this instanceof Hole hole && hole.kind() == Kind.UNKNOWN);
    }

    private static boolean tuples(KeyShape one, KeyShape other) {
        if (one instanceof Tuple left && other instanceof Tuple right) {
            boolean meets = left.parts().size() == right.parts().size();
            for (int at = 0; meets && at < left.parts().size(); at++) {
                meets = left.parts().get(at).canMeet(right.parts().get(at));
            }
            return meets;
        }
        KeyShape single = one instanceof Tuple ? other : one;
        return single instanceof Hole hole && hole.kind() == Kind.SEVERAL;
    }

    private static boolean texts(Joined joined, KeyShape other) {
        if (other instanceof Hole hole) {
            return hole.kind() == Kind.TEXT || joined.parts().size() == 1;
        } else if (other instanceof Literal literal) {
            return literal.text().startsWith(end(joined, true))
                    && literal.text().endsWith(end(joined, false));
        }
        Joined right = (Joined) other;
        return fits(end(joined, true), end(right, true), true) && fits(end(joined, false), end(right, false), false);
    }

    private static boolean fits(String one, String other, boolean isStart) {
        return isStart ? one.startsWith(other) || other.startsWith(one) : one.endsWith(other) || other.endsWith(one);
    }

    /** The literal text that it begins or ends with. */
    private static String end(Joined joined, boolean isStart) {
        List<KeyShape> parts = joined.parts();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < parts.size(); at++) {
            if (!(parts.get(isStart ? at : parts.size() - 1 - at) instanceof Literal literal)) {
                break;
            }
            text.insert(isStart ? text.length() : 0, literal.text());
        }
        return text.toString();
    }

    private static boolean holes(Hole one, Hole other) {
        boolean areSingle = one.kind().isSingle() && other.kind().isSingle();
        return areSingle || one.kind() == other.kind();
    }

    /** As people write it. */
    default String display() {
        if (this instanceof Literal literal) {
            return "'" + literal.text() + "'";
        } else if (this instanceof Hole hole) {
            return hole.name();
        } else if (this instanceof Joined joined) {
            return joined.parts().stream().map(KeyShape::display).collect(Collectors.joining(" + "));
        } else if (this instanceof Tuple tuple) {
            return tuple.parts().stream().map(KeyShape::display).collect(Collectors.joining(", ", "{", "}"));
        } else if (this instanceof Everything) {
            return "all entries";
        }
        return this instanceof Empty ? "no key" : "some key";
    }

    /** Whether it mentions a name that contains the word, in any case; also if it has a part of which nothing is known. */
    default boolean canMention(String word) {
        List<KeyShape> parts = this instanceof Joined joined
                ? joined.parts()
                : this instanceof Tuple tuple ? tuple.parts() : List.of();
        return this instanceof Any
                || parts.stream().anyMatch(part -> part.canMention(word))
                || display().toLowerCase(Locale.ROOT).contains(word);
    }
}
