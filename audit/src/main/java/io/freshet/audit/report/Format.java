package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;

import java.util.function.Function;

/** How a report is written. */
public enum Format {
    /** For people, in a terminal. */
    TEXT(TextReport::write),
    /** For programs. */
    JSON(JsonReport::write),
    /** SARIF 2.1.0, which code scanning tools read. */
    SARIF(SarifReport::write),
    /** Tables in Markdown. */
    MD(MarkdownReport::write),
    /** Annotations on a pull request, as GitHub's workflows print them. */
    GITHUB(GithubReport::write);

    private final Function<Audited, String> writer;

    Format(Function<Audited, String> writer) {
        this.writer = writer;
    }

    /** The report. */
    public String write(Audited audited) {
        return writer.apply(audited);
    }
}
