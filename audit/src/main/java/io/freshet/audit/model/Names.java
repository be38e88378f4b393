package io.freshet.audit.model;

import java.util.Locale;

/** Names of classes, attributes and columns in their several spellings. */
public final class Names {

    private Names() {}

    /** {@code a/b/Outer$Inner} as {@code Inner}. */
    public static String simple(String internalName) {
        String name = internalName.substring(internalName.lastIndexOf('/') + 1);
        return name.substring(name.lastIndexOf('$') + 1);
    }

    /** {@code a/b/Outer$Inner} as {@code a.b.Outer$Inner}. */
    public static String dotted(String internalName) {
        return internalName.replace('/', '.');
    }

    /** The package of a class, with slashes; empty for none. */
    public static String packageOf(String internalName) {
        int slash = internalName.lastIndexOf('/');
        return slash < 0 ? "" : internalName.substring(0, slash);
    }

    /** {@code createdAt} as {@code created_at}: what Spring's naming strategy makes of it. */
    public static String snake(String camel) {
        StringBuilder snake = new StringBuilder();
        for (int at = 0; at < camel.length(); at++) {
            char c = camel.charAt(at);
            boolean starts = at > 0
                    && Character.isUpperCase(c)
                    && (Character.isLowerCase(camel.charAt(at - 1)) || Character.isDigit(camel.charAt(at - 1)));
            snake.append(starts ? "_" : "").append(c == '.' ? '_' : c);
        }
        return snake.toString().toLowerCase(Locale.ROOT);
    }

    /** The first letter in lower case. */
    public static String lowerFirst(String name) {
        return name.isEmpty() ? name : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }
}
