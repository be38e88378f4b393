package io.freshet.console.access;

import java.util.regex.Pattern;

/** Text that stands on one line of a log, so that nobody can write lines there that look like those of somebody else. */
public final class OneLine {

    private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\u2028\\u2029]");

    private OneLine() {}

    /** Whether it has nothing in it that could begin another line. */
    public static boolean is(String text) {
        return !BREAKING.matcher(text).find();
    }

    /** The text with a question mark for each character that could. */
    public static String of(String text) {
        return BREAKING.matcher(text).replaceAll("?");
    }
}
