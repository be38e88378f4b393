package io.freshet.console.view;

/**
 * How much an audit has looked at.
 *
 * @param classes classes of the application
 * @param entries where calls come in
 * @param writingEntries those of them that write
 * @param cachedReads cached methods
 * @param cachedReadsWithTables those of them of which it is known what they read
 * @param evictions evictions by annotation
 */
public record AuditCoverage(
        int classes, int entries, int writingEntries, int cachedReads, int cachedReadsWithTables, int evictions) {}
