package io.freshet.console.view;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Something that an audit has found.
 *
 * @param rule the rule that is broken
 * @param level error, warning or note
 * @param entry where calls come in; empty if it is not about one
 * @param cache the cache; empty if it is not about one
 * @param here whether the application has a cache of that name now
 * @param tables the tables that it is about
 * @param path the way from where calls come in to where it is wrong
 * @param message what is wrong
 * @param reason why that matters
 * @param fix what to do
 * @param fingerprint the same for the same finding in the next report
 * @param because why it is meant to be so; null if it is not
 */
public record AuditFinding(
        String rule,
        String level,
        String entry,
        String cache,
        boolean here,
        List<String> tables,
        List<AuditStep> path,
        String message,
        String reason,
        String fix,
        String fingerprint,
        @Nullable String because) {}
