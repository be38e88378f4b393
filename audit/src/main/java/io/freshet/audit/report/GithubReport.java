package io.freshet.audit.report;

import io.freshet.audit.rule.Audited;
import io.freshet.audit.rule.Finding;
import io.freshet.audit.rule.Level;
import io.freshet.audit.rule.Step;
import io.freshet.audit.source.SourceFolders;

import java.util.stream.Collectors;

/** One workflow command for each finding. */
final class GithubReport {

    private GithubReport() {}

    static String write(Audited audited, SourceFolders sources) {
        return audited.findings().stream()
                .map(finding -> line(finding, sources))
                .collect(Collectors.joining());
    }

    private static String line(Finding finding, SourceFolders sources) {
        Step place = finding.place();
        String level =
                finding.level() == Level.NOTE ? "notice" : finding.level().word();
        String line = place.line() > 0 ? ",line=" + place.line() : "";
        return "::" + level + " file=" + property(sources.path(place.file())) + line + ",title="
                + property(finding.rule().id()) + "::"
                + data(finding.message() + ". " + finding.fix()) + "\n";
    }

    private static String data(String text) {
        return Plain.text(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
