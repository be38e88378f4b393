package io.freshet.capture.postgres;

/**
 * One part of an installation.
 *
 * @param name by which a migration tool knows it
 * @param what what it does, as it stands after "Cannot"
 * @param why what was found instead; empty if nobody looked
 * @param sql its statements
 * @param undo the statements that take it away
 */
record Step(String name, String what, String why, String sql, String undo) {

    /** One that nobody names or takes back. */
    static Step of(String what, String sql) {
        return new Step("", what, "", sql, "");
    }

    Step because(String found) {
        return new Step(name, what, found, sql, undo);
    }

    /** For people. */
    String described() {
        return why.isEmpty() ? what : what + " (" + why + ")";
    }
}
