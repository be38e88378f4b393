package io.freshet.audit.rule;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
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
 * @param occurrence the number, from 1, among findings that only the numbers of compilers tell apart
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
        List<String> lowered,
        int occurrence) {

    /** How compilers number lambdas and anonymous classes: another number when another one is put before. */
    private static final Pattern NUMBERED = Pattern.compile("\\$\\d+");

    /** One of which only the code is known. */
    public Finding(
            Rule rule, Level level, String entry, String cache, List<String> tables, List<Step> path, String message) {
        this(rule, level, entry, cache, tables, path, message, Confidence.CODE, List.of(), 1);
    }

    /** Copies. */
    public Finding {
        tables = List.copyOf(tables);
        path = List.copyOf(path);
        lowered = List.copyOf(lowered);
    }

    /** The same with what a run saw. */
    Finding as(Confidence seen) {
        return new Finding(rule, level, entry, cache, tables, path, message, seen, lowered, occurrence);
    }

    /** The same of another level, and why. */
    Finding as(Level other, List<String> why) {
        return new Finding(rule, other, entry, cache, tables, path, message, confidence, why, occurrence);
    }

    /** What to do about it. */
    public String fix() {
        return cache.isEmpty() ? rule.fix() : rule.fix() + " (cache " + cache + ")";
    }

    /** The same as the one with the number among those that only numbers of compilers tell apart. */
    Finding as(int other) {
        return new Finding(rule, level, entry, cache, tables, path, message, confidence, lowered, other);
    }

    /** What tells it apart from all others of one program: the methods of its path by class, name, parameters and result. */
    String identity() {
        String methods = path.stream().map(Step::identity).collect(Collectors.joining(">"));
        return String.join("|", rule.id(), entry, cache, String.join(",", tables), methods);
    }

    /** The same without the numbers that compilers give. */
    String unnumbered() {
        return NUMBERED.matcher(identity()).replaceAll("\\$");
    }

    /** The same for the same finding in later versions of the program, wherever its lines have gone; another for each finding of one program. */
    public String fingerprint() {
        String text = unnumbered() + (occurrence > 1 ? "|" + occurrence : "");
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
