package io.freshet.bench.audit;

/**
 * What one audit took.
 *
 * @param name how large the application is, in words
 * @param classes its classes
 * @param libraries the jars that it stands on
 * @param entries its entry points
 * @param cachedReads its cached reads
 * @param findings what was found
 * @param seconds from the start of the JVM to the end of the report, the median
 * @param worstSeconds the longest
 * @param peakHeapMegabytes the most that the pools of the heap held, each at its worst
 */
public record AuditResult(
        String name,
        int classes,
        int libraries,
        int entries,
        int cachedReads,
        int findings,
        double seconds,
        double worstSeconds,
        double peakHeapMegabytes) {}
