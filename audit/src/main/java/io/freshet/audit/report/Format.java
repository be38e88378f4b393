package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.source.SourceFolders;

import java.util.function.BiFunction;

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
    /** One page with the graph, which needs no network. */
    HTML(HtmlReport::write),
    /** Annotations on a pull request, as GitHub's workflows print them. */
    GITHUB(GithubReport::write);

    private final BiFunction<Audited, SourceFolders, String> writer;

    Format(BiFunction<Audited, SourceFolders, String> writer) {
        this.writer = writer;
    }

    /** The report, with places named as the folders of sources have them. */
    public String write(Audited audited, SourceFolders sources) {
        return writer.apply(audited, sources);
    }
}
