package io.freshet.audit.report;

/** Text from class files, which may hold anything, made fit for a terminal. */
final class Plain {

    private Plain() {}

    /** The text without characters that steer terminals or turn the direction of writing. */
    static String text(String text) {
        return text.codePoints()
                .map(c -> isPlain(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPlain(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }

    /** A line of a source: its tabs become spaces. */
    static String line(String text) {
        return text(text.replace("\t", "    "));
    }
}
