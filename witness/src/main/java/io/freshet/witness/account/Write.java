package io.freshet.witness.account;

import io.freshet.tag.Tag;
import io.freshet.witness.trace.EntryPoint;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one transaction wrote.
 *
 * @param by who wrote
 * @param during the test that ran; empty if that is not known
 * @param tables with the operations on each
 * @param tagNames the tags that it touched
 */
record Write(EntryPoint by, String during, SortedMap<String, SortedSet<String>> tables, Set<String> tagNames) {

    Write {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        tagNames = Set.copyOf(tagNames);
    }

    static Write of(EntryPoint by, String during, SortedMap<String, SortedSet<String>> tables, List<Tag> tags) {
        return new Write(by, during, tables, tags.stream().map(Tag::name).collect(Collectors.toSet()));
    }

    boolean touchesAny(Set<String> others) {
        return tables.keySet().stream()
                .anyMatch(table -> others.contains(table) || others.contains(MethodAccount.bare(table)));
    }
}
