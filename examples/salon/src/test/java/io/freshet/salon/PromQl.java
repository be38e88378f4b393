package io.freshet.salon;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads an expression of Prometheus as a whole and holds it against a scrape: each metric, each label that it selects, groups or matches by, and each
 * value that it names. Throws for what it does not understand. Variables of Grafana stand for a value or a duration. Used once.
 */
final class PromQl {

    private static final Pattern TOKEN = Pattern.compile("\\s*(?:"
            + "(?<string>\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*')"
            + "|(?<duration>(?:\\d+(?:ms|[smhdwy]))+(?![a-zA-Z_])|\\$[a-zA-Z_]+|\\$\\{[a-zA-Z_]+})"
            + "|(?<number>\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)"
            + "|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)"
            + "|(?<sign>==|!=|>=|<=|=~|!~|[-+*/%^<>=(){}\\[\\],]))");
    private static final Set<String> AGGREGATIONS = Set.of("sum", "min", "max", "avg", "count");
    private static final Set<String> FUNCTIONS = Set.of("rate", "increase", "vector", "clamp_max", "max_over_time");
    /** From what binds loosest on. */
    private static final List<Set<String>> OPERATORS = List.of(
            Set.of("or"),
            Set.of("and", "unless"),
            Set.of("==", "!=", ">", "<", ">=", "<="),
            Set.of("+", "-"),
            Set.of("*", "/", "%"));

    private static final String END = "";

    private final List<String> tokens = new ArrayList<>();
    private final Scrape scrape;
    private int at;
    private int metrics;

    private PromQl(String text, Scrape scrape) {
        this.scrape = scrape;
        var rest = text.strip();
        var matcher = TOKEN.matcher(rest);
        while (!rest.isEmpty()) {
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException("Not understood: " + rest);
            }
            tokens.add(matcher.group().strip());
            rest = rest.substring(matcher.end()).strip();
            matcher.reset(rest);
        }
        tokens.add(END);
    }

    /**
     * The labels of what the expression answers.
     *
     * @throws IllegalArgumentException for what is no expression, or names what the scrape does not have
     */
    static Set<String> labelsOf(String text, Scrape scrape) {
        var expression = new PromQl(text, scrape);
        try {
            var labels = expression.expression();
            expression.expect(END);
            if (expression.metrics == 0) {
                throw new IllegalArgumentException("It names no metric");
            }
            return labels;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + ", in: " + text, e);
        }
    }

    private Set<String> expression() {
        return expression(0);
    }

    private Set<String> expression(int level) {
        if (level == OPERATORS.size()) {
            return operand();
        }
        var labels = expression(level + 1);
        while (OPERATORS.get(level).contains(peek())) {
            next();
            var matched = matching();
            var right = expression(level + 1);
            require(matched, labels);
            require(matched, right);
            labels = labels.isEmpty() ? right : labels; // a number has none
        }
        return labels;
    }

    private Set<String> matching() {
        if (!peek().equals("on")) {
            return Set.of();
        }
        next();
        return names();
    }

    private Set<String> operand() {
        if (peek().equals("-")) {
            next();
        }
        var labels = primary();
        while (peek().equals("[") || peek().equals("offset")) {
            var isRange = next().equals("[");
            if (!next().matches("(\\d+(ms|[smhdwy]))+|\\$.*")) {
                throw new IllegalArgumentException("No duration: " + tokens.get(at - 1));
            }
            if (isRange) {
                expect("]");
            }
        }
        return labels;
    }

    private Set<String> primary() {
        var token = next();
        if (token.equals("(")) {
            var labels = expression();
            expect(")");
            return labels;
        }
        if (token.matches("\\d.*")) {
            return Set.of();
        }
        if (AGGREGATIONS.contains(token) && (peek().equals("(") || peek().equals("by"))) {
            return aggregation();
        }
        if (peek().equals("(")) {
            return function(token);
        }
        if (!token.matches("[a-zA-Z_:].*")) {
            throw new IllegalArgumentException("Unexpected '" + token + "'");
        }
        return selector(token);
    }

    private Set<String> aggregation() {
        var kept = grouping();
        expect("(");
        var labels = expression();
        expect(")");
        var after = grouping();
        kept.addAll(after);
        require(kept, labels);
        return kept;
    }

    private Set<String> grouping() {
        if (!peek().equals("by")) {
            return new HashSet<>();
        }
        next();
        return names();
    }

    private Set<String> function(String name) {
        if (!FUNCTIONS.contains(name)) {
            throw new IllegalArgumentException("Unknown function " + name);
        }
        expect("(");
        var labels = expression();
        while (peek().equals(",")) {
            next();
            expression();
        }
        expect(")");
        return labels;
    }

    private Set<String> selector(String metric) {
        metrics++;
        var labels = scrape.labelsOf(metric);
        if (peek().equals("{")) {
            next();
            while (!peek().equals("}")) {
                matcher(metric, labels);
                if (!peek().equals("}")) {
                    expect(",");
                }
            }
            next();
        }
        return labels;
    }

    private void matcher(String metric, Set<String> labels) {
        var label = next();
        require(Set.of(label), labels);
        var operator = next();
        var value = next();
        if (!Set.of("=", "!=", "=~", "!~").contains(operator) || !value.matches("(?s)[\"'].*[\"']")) {
            throw new IllegalArgumentException("No matcher: " + label + operator + value);
        }
        var text = value.substring(1, value.length() - 1);
        var isNamed = operator.equals("=") && !text.contains("$") && !Scrape.OF_THE_TARGET.contains(label);
        if (isNamed && !scrape.valuesOf(metric, label).contains(text)) {
            throw new IllegalArgumentException(
                    metric + " has no " + label + "=" + value + ", but " + scrape.valuesOf(metric, label));
        }
    }

    private Set<String> names() {
        var names = new HashSet<String>();
        expect("(");
        while (!peek().equals(")")) {
            names.add(next());
            if (!peek().equals(")")) {
                expect(",");
            }
        }
        next();
        return names;
    }

    private static void require(Set<String> wanted, Set<String> labels) {
        for (var label : wanted) {
            if (!labels.contains(label)) {
                throw new IllegalArgumentException("There is no label " + label + " among " + labels);
            }
        }
    }

    private String peek() {
        return tokens.get(at);
    }

    private String next() {
        if (at == tokens.size() - 1) {
            throw new IllegalArgumentException("It ends too early");
        }
        return tokens.get(at++);
    }

    private void expect(String token) {
        if (!peek().equals(token)) {
            throw new IllegalArgumentException("'" + token + "' is expected, but there is '" + peek() + "'");
        }
        at++;
    }
}
