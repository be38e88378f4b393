package io.freshet.audit.mybatis;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the SQL of a statement together: what is done under a condition is done, a loop runs once, and of alternatives each is tried in turn. What
 * is put in as text rather than as a parameter is left out, or taken for a name where leaving it out makes no sense.
 */
final class DynamicSql {

    private static final int MOST_WAYS = 4;
    private static final int DEEPEST = 30;
    private static final int LONGEST = 1 << 18;
    private static final int MOST_STEPS = 20_000;
    private static final Pattern PARAMETER = Pattern.compile("#\\{[^}]*}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{\\s*([\\w.]+)[^}]*}");
    private static final Pattern CONJUNCTION = Pattern.compile("^(AND|OR)\\b\\s*", Pattern.CASE_INSENSITIVE);

    private final Map<String, Xml.Element> fragments;
    private final String namespace;
    private int length;
    private int steps;

    /** With the fragments of all files, by their full ids. */
    DynamicSql(Map<String, Xml.Element> fragments, String namespace) {
        this.fragments = fragments;
        this.namespace = namespace;
    }

    /** The SQL that the statement can become, each once. */
    List<String> texts(Xml.Element statement) {
        steps = 0;
        int ways = Math.min(MOST_WAYS, ways(statement, 0));
        return Stream.iterate(0, way -> way + 1)
                .limit(ways)
                .map(way -> text(statement, way))
                .filter(text -> !text.isBlank())
                .distinct()
                .toList();
    }

    /** Whether parts of the statement stand under a condition. */
    boolean isConditional(Xml.Element statement) {
        steps = 0;
        return isConditional(statement, 0);
    }

    private boolean isConditional(Xml.Element element, int depth) {
        boolean isTooMuch = depth > DEEPEST || steps++ > MOST_STEPS;
        return isTooMuch
                || element.elements().stream().anyMatch(each -> {
                    Xml.Element included = each.name().equals("include") ? fragment(each, Map.of()) : each;
                    return each.name().equals("if")
                            || each.name().equals("choose")
                            || (included != null && isConditional(included, depth + 1));
                });
    }

    private String text(Xml.Element statement, int way) {
        length = 0;
        steps = 0;
        String text = PARAMETER.matcher(inside(statement, way, Map.of(), 0)).replaceAll("?");
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(isName(text, found.start()) ? "unknown_name" : " "))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** Whether a name stands at the place: after FROM and the like, before or behind a dot, or as a part of a name. */
    private static boolean isName(String text, int start) {
        String before = text.substring(Math.max(0, start - 20), start);
        return before.matches("(?is).*(\\b(from|join|into|update|table|by|set|select|asc|,|=)\\s*|[\\w.(,`\"])$");
    }

    private int ways(Xml.Element element, int depth) {
        int most = 1;
        boolean isTooMuch = depth > DEEPEST || steps++ > MOST_STEPS;
        for (Xml.Element each : isTooMuch ? List.<Xml.Element>of() : element.elements()) {
            int here = each.name().equals("choose") ? each.elements().size() : 1;
            Xml.Element included = each.name().equals("include") ? fragment(each, Map.of()) : each;
            most = Math.max(most, Math.max(here, included == null ? 1 : ways(included, depth + 1)));
        }
        return most;
    }

    private String inside(Xml.Element element, int way, Map<String, String> properties, int depth) {
        return element.parts().stream()
                .map(part -> part instanceof Xml.Element inner
                        ? of(inner, way, properties, depth + 1)
                        : filled(((Xml.Text) part).text(), properties))
                .collect(Collectors.joining());
    }

    private String of(Xml.Element element, int way, Map<String, String> properties, int depth) {
        if (depth > DEEPEST || length > LONGEST || steps++ > MOST_STEPS) {
            return "";
        }
        String text = switch (element.name()) {
            case "include" -> included(element, way, properties, depth);
            case "choose" -> chosen(element, way, properties, depth);
            case "where" -> prefixed("WHERE", stripped(inside(element, way, properties, depth), true));
            case "set" -> prefixed("SET", stripped(inside(element, way, properties, depth), false));
            case "trim" -> trimmed(element, inside(element, way, properties, depth));
            case "foreach" ->
                " " + element.attribute("open") + inside(element, way, properties, depth) + element.attribute("close")
                        + " ";
            case "selectKey", "bind", "property", "resultMap" -> "";
            default -> " " + inside(element, way, properties, depth) + " ";
        };
        length += text.length();
        return text;
    }

    private String included(Xml.Element include, int way, Map<String, String> properties, int depth) {
        Xml.Element fragment = fragment(include, properties);
        Map<String, String> all = new HashMap<>(properties);
        include.elements().stream()
                .filter(each -> each.name().equals("property"))
                .forEach(each -> all.put(each.attribute("name"), filled(each.attribute("value"), properties)));
        return fragment == null ? " " : " " + inside(fragment, way, all, depth) + " ";
    }

    private Xml.@Nullable Element fragment(Xml.Element include, Map<String, String> properties) {
        String id = filled(include.attribute("refid"), properties);
        Xml.Element near = fragments.get(namespace + "." + id);
        return near == null ? fragments.get(id) : near;
    }

    private String chosen(Xml.Element choose, int way, Map<String, String> properties, int depth) {
        List<Xml.Element> alternatives = choose.elements();
        return alternatives.isEmpty()
                ? ""
                : " " + inside(alternatives.get(Math.min(way, alternatives.size() - 1)), way, properties, depth) + " ";
    }

    private static String trimmed(Xml.Element trim, String inside) {
        String text = inside.strip();
        for (String override : trim.attribute("prefixOverrides").split("\\|", -1)) {
            String wanted = override.strip();
            if (!wanted.isEmpty() && text.regionMatches(true, 0, wanted, 0, wanted.length())) {
                text = text.substring(wanted.length()).strip();
                break;
            }
        }
        for (String override : trim.attribute("suffixOverrides").split("\\|", -1)) {
            String wanted = override.strip();
            int start = text.length() - wanted.length();
            if (!wanted.isEmpty() && start >= 0 && text.regionMatches(true, start, wanted, 0, wanted.length())) {
                text = text.substring(0, start).strip();
                break;
            }
        }
        return text.isEmpty() ? "" : " " + trim.attribute("prefix") + " " + text + " " + trim.attribute("suffix") + " ";
    }

    private static String stripped(String inside, boolean isCondition) {
        String text = inside.strip();
        return isCondition
                ? CONJUNCTION.matcher(text).replaceFirst("")
                : text.endsWith(",") ? text.substring(0, text.length() - 1) : text;
    }

    private static String prefixed(String prefix, String text) {
        return text.isBlank() ? "" : " " + prefix + " " + text + " ";
    }

    private static String filled(String text, Map<String, String> properties) {
        return properties.isEmpty()
                ? text
                : PLACEHOLDER
                        .matcher(text)
                        .replaceAll(found ->
                                Matcher.quoteReplacement(properties.getOrDefault(found.group(1), found.group())));
    }
}
