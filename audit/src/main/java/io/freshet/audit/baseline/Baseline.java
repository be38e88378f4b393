package io.freshet.audit.baseline;

import io.freshet.audit.model.AuditException;
import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The findings that a team knows and leaves for later: one line each, the fingerprint first and then what it says, without line numbers. Immutable.
 */
public final class Baseline {

    private final Set<String> known;

    private Baseline(Set<String> known) {
        this.known = Set.copyOf(known);
    }

    /** Nothing is known. */
    public static Baseline none() {
        return new Baseline(Set.of());
    }

    /**
     * What a file says is known.
     *
     * @throws AuditException if it cannot be read
     */
    public static Baseline read(Path file) {
        try {
            return new Baseline(Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.split("\\s", 2)[0])
                    .collect(Collectors.toSet()));
        } catch (IOException e) {
            throw new AuditException(
                    "the baseline " + file + " cannot be read: write it first with --write-baseline", e);
        }
    }

    /**
     * Writes all findings as known.
     *
     * @throws AuditException if it cannot be written
     */
    public static void write(Path file, List<Finding> findings) {
        Set<String> lines = new TreeSet<>();
        findings.forEach(each ->
                lines.add(each.fingerprint() + " " + each.rule().id() + " " + each.entry() + " -> " + each.cache()));
        try {
            Files.writeString(
                    file,
                    "# Known findings of the audit; a line that is removed is reported again.\n"
                            + lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
        } catch (IOException e) {
            throw new AuditException("the baseline " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** The audit without what is known. */
    public Audited apply(Audited audited) {
        return audited.with(audited.findings().stream()
                .filter(finding -> !known.contains(finding.fingerprint()))
                .toList());
    }

    /** How many findings are known that the audit does not find any more. */
    public long gone(Audited audited) {
        Set<String> found =
                audited.findings().stream().map(Finding::fingerprint).collect(Collectors.toSet());
        return known.stream().filter(each -> !found.contains(each)).count();
    }
}
