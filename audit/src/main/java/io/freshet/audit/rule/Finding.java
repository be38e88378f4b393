package io.freshet.audit.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something that is wrong, and the evidence. Immutable.
 *
 * @param rule what kind of thing it is
 * @param level how bad it is
 * @param entry the entry point or, where there is none, the method
 * @param cache the cache; empty if it is of no single one
 * @param tables the tables
 * @param path the way from the entry point to what is wrong
 * @param message what is wrong, in one sentence
 * @param confidence what a test run says of it
 * @param lowered why it is less bad than its rule can be; none if nothing speaks for less
 */
public record Finding(
        Rule rule,
        Level level,
        String entry,
        String cache,
        List<String> tables,
        List<Step> path,
        String message,
        Confidence confidence,
        List<String> lowered) {

    /** One of which only the code is known. */
    public Finding(
            Rule rule, Level level, String entry, String cache, List<String> tables, List<Step> path, String message) {
        this(rule, level, entry, cache, tables, path, message, Confidence.CODE, List.of());
    }

    /** Copies. */
    public Finding {
        tables = List.copyOf(tables);
        path = List.copyOf(path);
        lowered = List.copyOf(lowered);
    }

    /** The same with what a run saw. */
    Finding as(Confidence seen) {
        return new Finding(rule, level, entry, cache, tables, path, message, seen, lowered);
    }

    /** The same of another level, and why. */
    Finding as(Level other, List<String> why) {
        return new Finding(rule, other, entry, cache, tables, path, message, confidence, why);
    }

    /** What to do about it. */
    public String fix() {
        return cache.isEmpty() ? rule.fix() : rule.fix() + " (cache " + cache + ")";
    }

    /** The same for the same finding in later versions of the program, wherever its lines have gone. */
    public String fingerprint() {
        String methods = path.stream().map(Step::method).collect(Collectors.joining(">"));
        String text = String.join("|", rule.id(), entry, cache, String.join(",", tables), methods);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Where it is shown: the last place that has a line. */
    public Step place() {
        Step place = path.get(path.size() - 1);
        for (Step step : path) {
            place = step.line() > 0 ? step : place;
        }
        return place;
    }
}
