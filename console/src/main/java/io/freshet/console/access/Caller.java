package io.freshet.console.access;

/**
 * Who looks.
 *
 * @param name how logs name them, on one line
 * @param role what they may do
 * @param isKnown whether somebody has logged in; otherwise the name says from where they come
 */
public record Caller(String name, Role role, boolean isKnown) {

    public Caller {
        name = OneLine.of(name);
    }

    /**
     * Checks that they may do what needs a role.
     *
     * @param what goes on a sentence that begins with "to"
     * @throws RefusedException if they may not
     */
    public void require(Role needed, String what) {
        if (!role.includes(needed)) {
            throw new RefusedException(
                    "To " + what + " needs the role of " + text(needed) + "; " + name + " has that of " + text(role));
        }
    }

    private static String text(Role role) {
        return switch (role) {
            case VIEWER -> "a viewer";
            case OPERATOR -> "an operator";
            case ADMIN -> "an administrator";
        };
    }
}
