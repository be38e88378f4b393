package io.freshet.bench.faults;

/**
 * Something that breaks.
 *
 * @param name the row's name
 * @param injection what is done, and undone again
 */
record Fault(String name, Injection injection) {

    /** Breaks something for a time and mends it; blocks meanwhile. */
    interface Injection {
        void run() throws Exception;
    }
}
