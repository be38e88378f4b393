package io.freshet.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of keys, written as a template with stars: {@code dashboard:*}, {@code analytics:*:user:{id}:*}. Immutable.
 *
 * <p>It is matched against templates, never against keys, and segment by segment: {@code *} at the end stands for all segments that
 * follow, if any, elsewhere for one. {@code {id}} takes a value when the pattern is used, whatever the template calls that segment.
 */
public final class KeyPattern {

    private static final Pattern NAMED = Pattern.compile("(.*)\\{(\\w+)}");

    private final String text;
    private final List<String> parts;

    private KeyPattern(String text) {
        this.text = text;
        this.parts = List.of(text.split(":", -1));
    }

    /**
     * Reads a pattern.
     *
     * @throws KeyTemplateException if a star is only a part of a segment, since segments match whole
     */
    public static KeyPattern parse(String text) {
        KeyPattern pattern = new KeyPattern(text);
        for (String part : pattern.parts) {
            if (part.isEmpty() || (part.contains("*") && !part.equals("*"))) {
                throw new KeyTemplateException("Pattern '" + text + "': the segment '" + part
                        + "' cannot be matched; a star stands for a whole segment, as in dashboard:*");
            }
        }
        return pattern;
    }

    /**
     * What it matches among these templates.
     *
     * @throws KeyTemplateException if that is nothing; the message names the nearest template
     */
    public List<Match> match(Collection<KeyTemplate> templates) {
        List<Match> matches = templates.stream()
                .flatMap(template -> matchOf(template).stream())
                .toList();
        if (matches.isEmpty()) {
            throw new KeyTemplateException("Pattern '" + text + "' matches no cache" + nearest(templates));
        }
        return matches;
    }

    /** What it matches of this template, if anything. */
    public Optional<Match> matchOf(KeyTemplate template) {
        Map<String, String> bound = new LinkedHashMap<>();
        List<Segment> segments = template.segments();
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            if (last && parts.get(i).equals("*")) {
                return Optional.of(new Match(template, bound));
            }
            if (i >= segments.size() || !matches(parts.get(i), segments.get(i), bound)) {
                return Optional.empty();
            }
        }
        return parts.size() == segments.size() ? Optional.of(new Match(template, bound)) : Optional.empty();
    }

    private static boolean matches(String part, Segment segment, Map<String, String> bound) {
        if (part.equals("*")) {
            return true;
        }
        if (!segment.hasValue()) {
            return part.equals(segment.literal());
        }
        if (!part.startsWith(segment.literal())) {
            return false;
        }
        bound.put(segment.name(), part.substring(segment.literal().length()));
        return true;
    }

    /** The names in braces, whose values it takes when it is used. */
    public List<String> valueNames() {
        List<String> names = new ArrayList<>();
        for (String part : parts) {
            Matcher named = NAMED.matcher(part);
            if (named.matches()) {
                names.add(named.group(2));
            }
        }
        return names;
    }

    /**
     * Checks that each name in braces is given a value.
     *
     * @throws KeyTemplateException if one is not
     */
    public void requireValues(Map<String, ?> values) {
        for (String name : valueNames()) {
            if (!values.containsKey(name)) {
                throw new KeyTemplateException("Pattern '" + text + "' takes a value for {" + name + "}, but "
                        + (values.isEmpty() ? "none is given" : "there are values for " + values.keySet() + " only"));
            }
        }
    }

    private String nearest(Collection<KeyTemplate> templates) {
        return templates.stream()
                .map(KeyTemplate::toString)
                .min(Comparator.comparingInt(template -> Spelling.distance(text, template)))
                .map(template -> "; the nearest key template is '" + template + "'")
                .orElse("; no cache is declared");
    }

    @Override
    public String toString() {
        return text;
    }

    /**
     * A template that the pattern matches.
     *
     * @param template the template
     * @param bound for each value of the template that the pattern fixes, what to: literal text, or a name in braces
     */
    public record Match(KeyTemplate template, Map<String, String> bound) {

        /** Copies. */
        public Match {
            bound = Map.copyOf(bound);
        }
    }
}
