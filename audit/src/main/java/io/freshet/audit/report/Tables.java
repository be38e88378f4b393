package io.freshet.audit.report;

/** Headings and tables of Markdown, in which text stays text. Mutable; not thread-safe. */
final class Tables {

    private final StringBuilder text = new StringBuilder();

    Tables heading(int depth, String title) {
        text.append("#".repeat(depth)).append(' ').append(escaped(title)).append("\n\n");
        return this;
    }

    Tables titles(String... titles) {
        row(titles);
        text.append("|").append("---|".repeat(titles.length)).append('\n');
        return this;
    }

    Tables row(String... cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(escaped(cell)).append(" |");
        }
        text.append('\n');
        return this;
    }

    Tables end() {
        text.append('\n');
        return this;
    }

    private static String escaped(String cell) {
        return Plain.text(cell.replace("\n", " "))
                .replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("[", "\\[")
                .replace("`", "\\`");
    }

    @Override
    public String toString() {
        return text.toString().stripTrailing() + "\n";
    }
}
