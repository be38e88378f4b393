package io.freshet.console.view;

import java.util.List;

/**
 * Entries in process.
 *
 * @param cache the cache
 * @param template the form of its keys
 * @param segments the names of the values in it
 * @param shared whether all tenants share the entries
 * @param entries some of those that were asked for
 * @param matching how many there are that were asked for, of those that were looked at
 * @param looked how many were looked at
 * @param whole whether all entries in process were looked at
 */
public record EntriesView(
        String cache,
        String template,
        List<String> segments,
        boolean shared,
        List<EntryRow> entries,
        long matching,
        long looked,
        boolean whole) {}
