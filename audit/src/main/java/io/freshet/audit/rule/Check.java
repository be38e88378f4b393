package io.freshet.audit.rule;

import java.util.function.Consumer;

/** Looks for what is wrong. */
interface Check {

    /** Hands on all that is wrong with the application. */
    void check(Application application, Consumer<Finding> found);
}
