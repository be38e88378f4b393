package io.freshet.spring.warm;

import org.jspecify.annotations.Nullable;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether somebody looks at what this process writes. */
final class Terminal {

    private static final int USUAL_WIDTH = 80;
    private static final int LEAST_WIDTH = 40;

    private Terminal() {}

    /**
     * Whether standard input and output are a terminal. Up to Java 21 there is a console only then; later versions may have one in any case, and it
     * says itself.
     */
    @SuppressWarnings("SystemConsoleNull") // up to Java 21 it is null where there is no terminal
    static boolean isThere() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException e) {
            return true; // Java 21 or earlier
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The console cannot be asked whether it is a terminal", e);
        }
    }

    /**
     * How many characters a line holds.
     *
     * @param columns what the shell says, or null
     */
    static int width(@Nullable String columns) {
        try {
            return columns == null ? USUAL_WIDTH : Math.max(LEAST_WIDTH, Integer.parseInt(columns.strip()));
        } catch (NumberFormatException e) {
            return USUAL_WIDTH;
        }
    }
}
