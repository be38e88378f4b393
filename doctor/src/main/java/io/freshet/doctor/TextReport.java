package io.freshet.doctor;

/** For people: what is to be done first, what is as it should be in a line each at the end. */
final class TextReport {

    private TextReport() {}

    static String write(Report report) {
        StringBuilder text = new StringBuilder()
                .append("Instance ")
                .append(report.instance())
                .append(", asked at ")
                .append(report.url())
                .append("\n\n");
        report.findings().stream()
                .filter(finding -> finding.level() != Level.OK)
                .forEach(finding -> write(finding, text));
        report.findings().stream()
                .filter(finding -> finding.level() == Level.OK)
                .forEach(finding -> text.append("ok ")
                        .append(finding.id())
                        .append(": ")
                        .append(finding.found())
                        .append('\n'));
        return text.append('\n').append(sum(report)).toString();
    }

    private static void write(Report.Finding finding, StringBuilder text) {
        text.append(finding.level().word())
                .append(' ')
                .append(finding.id())
                .append(": ")
                .append(finding.found())
                .append("\n  why: ")
                .append(finding.matter())
                .append('\n');
        if (!finding.remedy().isEmpty()) {
            text.append("  fix: ").append(finding.remedy()).append('\n');
        }
        text.append('\n');
    }

    private static String sum(Report report) {
        return counted(report.count(Level.PROBLEM), "problem") + ", " + counted(report.count(Level.WARNING), "warning")
                + ", " + counted(report.count(Level.NOTE), "note") + "; " + report.count(Level.OK)
                + " as it should be. docs/guides/doctor.md explains each.\n";
    }

    private static String counted(long count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }
}
