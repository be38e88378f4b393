package io.freshet.audit.scan;

/**
 * How much an archive may hold before it is refused: none that was built to run comes near.
 *
 * @param classBytes the most that one class or configuration file may be, unpacked
 * @param entryBytes the most that one nested archive may be, unpacked
 * @param totalBytes the most that is unpacked in all
 * @param entries the most entries of one archive
 * @param archives the most archives in all
 */
record Limits(long classBytes, long entryBytes, long totalBytes, int entries, int archives) {

    /** What holds unless told otherwise. */
    static Limits usual() {
        return new Limits(32L << 20, 512L << 20, 4L << 30, 200_000, 4_000);
    }
}
