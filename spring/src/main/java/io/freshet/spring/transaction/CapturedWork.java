package io.freshet.spring.transaction;

import java.util.Collection;

/** What captured connections know of the calling thread's work. Thread-safe. */
public interface CapturedWork {

    /** Whether a transaction of the calling thread has written and not ended. */
    boolean isWriting();

    /** Whether a transaction of the calling thread has executed anything; true also where that is not known. */
    boolean hasExecuted();

    /** Adds tags to the transaction of the connection that is bound to the calling thread; false if none is captured. */
    boolean join(Collection<String> tagNames);

    /** Nothing is captured. */
    static CapturedWork none() {
        return Uncaptured.INSTANCE;
    }

    /** Where nothing is captured. */
    enum Uncaptured implements CapturedWork {
        /** The one there is. */
        INSTANCE;

        @Override
        public boolean isWriting() {
            return false;
        }

        @Override
        public boolean hasExecuted() {
            return true;
        }

        @Override
        public boolean join(Collection<String> tagNames) {
            return false;
        }
    }
}
