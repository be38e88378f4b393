package io.freshet.audit.scan;

/**
 * How much an archive may hold before it is refused: none that was built to run comes near.
 *
 * @param entryBytes the most that one class or nested archive may be, unpacked
 * @param totalBytes the most that is unpacked in all
 * @param entries the most entries of one archive
 */
record Limits(long entryBytes, long totalBytes, int entries) {

    /** What holds unless told otherwise. */
    static Limits usual() {
        return new Limits(512L << 20, 4L << 30, 200_000);
    }
}
