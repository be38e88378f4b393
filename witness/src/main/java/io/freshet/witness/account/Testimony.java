package io.freshet.witness.account;

import java.util.List;

/**
 * What a witness has to say.
 *
 * @param application its name
 * @param methods the cached methods that were called, by class, name and cache
 * @param entries the entry points that wrote
 * @param names what tells what names in statements stand for
 * @param leftOut how many comparisons were left out, because there were too many or they took too long
 */
public record Testimony(
        String application,
        List<MethodAccount> methods,
        List<EntryAccount> entries,
        DatabaseNames names,
        long leftOut) {

    /** Copies. */
    public Testimony {
        methods = List.copyOf(methods);
        entries = List.copyOf(entries);
    }
}
