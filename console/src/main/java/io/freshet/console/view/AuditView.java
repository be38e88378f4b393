package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What an audit of the application's classes has found.
 *
 * @param source where the report lies, as the settings say; null if they do not
 * @param at when it was written; null if that is not known
 * @param failure why it cannot be shown, and what to do; null if it can be
 * @param findings what is wrong, the worst first
 * @param suppressed what is wrong and meant to be so
 * @param unresolved what could not be looked at
 * @param coverage how much was looked at; null if there is no report
 */
public record AuditView(
        @Nullable String source,
        @Nullable Instant at,
        @Nullable String failure,
        List<AuditFinding> findings,
        List<AuditFinding> suppressed,
        List<AuditUnresolved> unresolved,
        @Nullable AuditCoverage coverage) {}
