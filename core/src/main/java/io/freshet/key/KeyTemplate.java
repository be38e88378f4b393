package io.freshet.key;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The form of a cache's keys: segments between colons, each literal or holding a named value, as in {@code
 * availability:barber:{barberId}:date:{date}}. Immutable.
 *
 * <p>Its literal segments, joined, are the name of the cache: {@code availability:barber:date}.
 */
public final class KeyTemplate {

    private final String text;
    private final List<Segment> segments;
    private final List<String> valueNames;
    private final String name;

    private KeyTemplate(String text, List<Segment> segments) {
        this.text = text;
        this.segments = List.copyOf(segments);
        this.valueNames =
                segments.stream().filter(Segment::hasValue).map(Segment::name).toList();
        this.name = segments.stream()
                .map(segment -> segment.hasValue() ? withoutTail(segment.literal()) : segment.literal())
                .filter(literal -> !literal.isEmpty())
                .collect(Collectors.joining(":"));
    }

    /**
     * Reads a template.
     *
     * @throws KeyTemplateException if a segment is malformed, a value is named twice, or it does not begin with a literal segment
     */
    public static KeyTemplate parse(String text) {
        List<Segment> segments = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String part : text.split(":", -1)) {
            Segment segment = Segment.parse(part, text);
            if (segment.hasValue() && !seen.add(segment.name())) {
                throw new KeyTemplateException("Key template '" + text + "' names {" + segment.name() + "} twice");
            }
            segments.add(segment);
        }
        if (segments.get(0).hasValue()) {
            throw new KeyTemplateException(
                    "Key template '" + text + "' must begin with a literal segment, which names the cache");
        }
        return new KeyTemplate(text, segments);
    }

    /** The name of the cache. */
    public String name() {
        return name;
    }

    /** The names of the values, in order. */
    public List<String> valueNames() {
        return valueNames;
    }

    /** How many values there are. */
    int valueCount() {
        return valueNames.size();
    }

    /** The literal beginnings of one and more segments that end before the name does: for {@code a:b:{c}}, {@code a} alone. */
    public List<String> prefixes() {
        List<String> prefixes = new ArrayList<>();
        StringBuilder prefix = new StringBuilder();
        for (Segment segment : segments) {
            if (segment.hasValue()) {
                break;
            }
            prefix.append(prefix.isEmpty() ? "" : ":").append(segment.literal());
            if (prefix.length() < name.length()) {
                prefixes.add(prefix.toString());
            }
        }
        return prefixes;
    }

    /**
     * The key with these values.
     *
     * @param tenant whose it is; empty if all share it
     * @param values as many as {@link #valueNames()}, in that order; immutable ones
     */
    public CacheKey key(String tenant, @Nullable Object... values) {
        if (values.length != valueNames.size()) {
            throw new KeyTemplateException("Key template '" + text + "' takes " + valueNames.size() + " values "
                    + valueNames + " and was given " + values.length);
        }
        return new CacheKey(this, tenant, values.clone());
    }

    List<Segment> segments() {
        return segments;
    }

    private static String withoutTail(String literal) {
        return literal.endsWith("=") ? literal.substring(0, literal.length() - 1) : literal;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof KeyTemplate that && text.equals(that.text));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The template as written. */
    @Override
    public String toString() {
        return text;
    }
}
