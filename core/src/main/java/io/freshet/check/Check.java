package io.freshet.check;

import java.util.List;

/** Looks at one thing in the surroundings of an instance. Thread-safe. */
public interface Check {

    /** What it looks at; of a check that looks at several things, the first. */
    Topic topic();

    /**
     * Looks, blocking; changes nothing that it looks at.
     *
     * @throws Exception if it cannot; the message says why
     */
    List<Finding> look() throws Exception;

    /** A check of a topic. */
    static Check of(Topic topic, Look look) {
        return new Check() {
            @Override
            public Topic topic() {
                return topic;
            }

            @Override
            public List<Finding> look() throws Exception {
                return look.look();
            }
        };
    }

    /** How a check looks. */
    @FunctionalInterface
    interface Look {

        /** Looks, blocking. */
        List<Finding> look() throws Exception;
    }
}
