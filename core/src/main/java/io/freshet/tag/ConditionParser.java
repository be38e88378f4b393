package io.freshet.tag;

import io.freshet.tag.Condition.Constant;
import io.freshet.tag.Condition.Operator;
import org.jspecify.annotations.Nullable;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition by recursive descent: or, and, not, one test. Used once, by one thread. */
final class ConditionParser {

    /** Words that are no names unless they are quoted. */
    static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "IN", "IS", "NULL", "TRUE", "FALSE", "DATE");

    private static final int LONGEST = 2_000;
    private static final int DEEPEST = 50;
    private static final Pattern TOKEN =
            Pattern.compile("(?<word>[\\p{L}_][\\p{L}\\p{N}_.]*)|(?<name>\"(?:[^\"]|\"\")++\")"
                    + "|(?<text>'(?:[^']|'')*+')|(?<number>-?\\d++)(?![\\p{L}_.])|(?<symbol><>|!=|<=|>=|[=<>(),])");

    private final String text;
    private final Matcher matcher;
    private int at;
    private @Nullable String token;
    private int depth;

    ConditionParser(String text) {
        this.text = text;
        this.matcher = TOKEN.matcher(text);
        if (text.length() > LONGEST) {
            throw new ConditionException(
                    text.substring(0, 80) + "...", LONGEST, "it has more than " + LONGEST + " characters");
        }
        next();
    }

    Condition parse() {
        Condition condition = any();
        if (token != null) {
            throw failure("AND, OR or the end was expected, but " + found());
        }
        return condition;
    }

    private Condition any() {
        List<Condition> parts = new ArrayList<>(List.of(all()));
        while (takes("OR")) {
            parts.add(all());
        }
        return Condition.Any.of(parts);
    }

    private Condition all() {
        List<Condition> parts = new ArrayList<>(List.of(one()));
        while (takes("AND")) {
            parts.add(one());
        }
        return Condition.All.of(parts);
    }

    private Condition one() {
        if (++depth > DEEPEST) {
            throw failure("it is nested more than " + DEEPEST + " times");
        }
        Condition condition;
        if (takes("NOT")) {
            condition = one().negated();
        } else if (takes("(")) {
            condition = any();
            require(")");
        } else {
            condition = test(column());
        }
        depth--;
        return condition;
    }

    private String column() {
        String given = token;
        boolean isQuoted = given != null && given.startsWith("\"");
        boolean isWord =
                given != null && matcher.group("word") != null && !KEYWORDS.contains(given.toUpperCase(Locale.ROOT));
        if (given == null || (!isQuoted && !isWord)) {
            throw failure("the name of a column was expected, but " + found());
        }
        next();
        return isQuoted ? given.substring(1, given.length() - 1).replace("\"\"", "\"") : given;
    }

    private Condition test(String column) {
        if (takes("IS")) {
            boolean isNegated = takes("NOT");
            require("NULL");
            return new Condition.Nullness(column, isNegated);
        }
        boolean isNegated = takes("NOT");
        if (isNegated || isNext("IN")) {
            require("IN");
            return oneOf(column, isNegated);
        }
        Operator operator = operator()
                .orElseThrow(() -> failure("=, <>, <, <=, >, >=, IN, NOT IN or IS was expected, but " + found()));
        next();
        return new Condition.Comparison(column, operator, constant());
    }

    private Condition oneOf(String column, boolean isNegated) {
        require("(");
        List<Constant> constants = new ArrayList<>(List.of(constant()));
        while (takes(",")) {
            constants.add(constant());
        }
        require(")");
        Condition.OneOf several = new Condition.OneOf(column, isNegated, constants);
        return several.constants().size() > 1
                ? several
                : new Condition.Comparison(
                        column,
                        isNegated ? Operator.DIFFERENT : Operator.EQUAL,
                        several.constants().get(0));
    }

    private Optional<Operator> operator() {
        String symbol = "!=".equals(token) ? "<>" : token;
        return Arrays.stream(Operator.values())
                .filter(operator -> operator.symbol().equals(symbol))
                .findFirst();
    }

    private Constant constant() {
        boolean isDate = takes("DATE");
        String given = token;
        if (given != null && given.startsWith("'")) {
            String plain = given.substring(1, given.length() - 1).replace("''", "'");
            Constant constant =
                    isDate ? new Constant(Constant.Kind.DATE, date(plain)) : new Constant(Constant.Kind.TEXT, plain);
            next();
            return constant;
        }
        if (!isDate && given != null && matcher.group("number") != null) {
            next();
            return new Constant(Constant.Kind.NUMBER, new BigInteger(given).toString());
        }
        if (!isDate && (isNext("TRUE") || isNext("FALSE"))) {
            String upper = String.valueOf(given).toUpperCase(Locale.ROOT);
            next();
            return new Constant(Constant.Kind.BOOLEAN, upper);
        }
        throw failure(
                isDate
                        ? "a date in single quotes was expected, but " + found()
                        : "a constant was expected ('text', a whole number, TRUE, FALSE or DATE '2026-11-21'), but "
                                + found()
                                + (isNext("NULL") ? "; write IS NULL or IS NOT NULL" : ""));
    }

    private String date(String plain) {
        try {
            return LocalDate.parse(plain).toString();
        } catch (DateTimeException e) {
            throw failure("'" + plain + "' is no date; write it as 2026-11-21");
        }
    }

    private boolean isNext(String word) {
        return word.equalsIgnoreCase(token);
    }

    private boolean takes(String word) {
        boolean isThere = isNext(word);
        if (isThere) {
            next();
        }
        return isThere;
    }

    private void require(String word) {
        if (!takes(word)) {
            throw failure(word + " was expected, but " + found());
        }
    }

    private void next() {
        at = token == null ? 0 : matcher.end();
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            token = null;
            return;
        }
        matcher.region(at, text.length());
        if (!matcher.lookingAt()) {
            token = null;
            throw failure(
                    text.charAt(at) == '\'' || text.charAt(at) == '"'
                            ? "the quote is not closed"
                            : "'" + text.charAt(at) + "' means nothing here");
        }
        token = matcher.group();
    }

    private String found() {
        return token == null ? "it ends" : "it says " + token;
    }

    private ConditionException failure(String problem) {
        return new ConditionException(text, at, problem);
    }
}
