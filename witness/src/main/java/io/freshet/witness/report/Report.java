package io.freshet.witness.report;

import io.freshet.witness.account.Testimony;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What follows from the testimony of one or several witnesses. Immutable.
 *
 * @param testimonies what they said
 * @param findings what follows, the worst first
 */
public record Report(List<Testimony> testimonies, List<Finding> findings) {

    /** The file for programs. */
    public static final String FOR_PROGRAMS = "witness.ndjson";

    /** The file for people. */
    public static final String FOR_PEOPLE = "witness.md";

    /** Copies. */
    public Report {
        testimonies = List.copyOf(testimonies);
        findings = List.copyOf(findings);
    }

    /** Draws the conclusions. Blocks on the database. */
    public static Report of(List<Testimony> testimonies) {
        return new Report(
                testimonies,
                testimonies.stream()
                        .flatMap(testimony -> Findings.of(testimony).stream())
                        .toList());
    }

    /** One JSON object in each line. */
    public List<String> lines() {
        return each(Lines::of);
    }

    /** Markdown. */
    public List<String> page() {
        return each(Page::of);
    }

    private List<String> each(Part part) {
        List<String> all = new ArrayList<>();
        for (Testimony testimony : testimonies) {
            all.addAll(part.of(testimony, Findings.of(testimony)));
        }
        return all;
    }

    /**
     * Writes both files into the directory, in place of what lies there.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.write(directory.resolve(FOR_PROGRAMS), lines());
            Files.write(directory.resolve(FOR_PEOPLE), page());
        } catch (IOException e) {
            throw new UncheckedIOException("The witness cannot write its report into " + directory, e);
        }
    }

    /** The findings of these kinds. */
    public Stream<Finding> findings(List<Rule> rules) {
        return findings.stream().filter(finding -> rules.contains(finding.rule()));
    }

    private interface Part {
        List<String> of(Testimony testimony, List<Finding> findings);
    }
}
