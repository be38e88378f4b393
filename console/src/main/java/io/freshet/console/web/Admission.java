package io.freshet.console.web;

import io.freshet.console.access.Caller;

/** What becomes of a request before anything is done for it. */
public sealed interface Admission {

    /**
     * It goes on.
     *
     * @param caller who makes it
     */
    record Admitted(Caller caller) implements Admission {}

    /**
     * It does not.
     *
     * @param status of HTTP
     * @param why what a person reads
     */
    record Denied(int status, String why) implements Admission {}
}
