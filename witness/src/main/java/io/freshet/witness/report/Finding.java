package io.freshet.witness.report;

import io.freshet.witness.account.MethodAccount.Declared;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Something that was found of a cached method.
 *
 * @param rule what kind of thing
 * @param method the method
 * @param key the key of the entry; empty if it is about all
 * @param by who wrote, in words; empty if that is not it
 * @param tables the tables that it is about
 * @param text for people: what, why, and what helps
 */
public record Finding(Rule rule, Declared method, String key, String by, SortedSet<String> tables, String text) {

    /** Copies. */
    public Finding {
        tables = Collections.unmodifiableSortedSet(new TreeSet<>(tables));
    }

    static Finding of(Rule rule, Declared method, Collection<String> tables, String text) {
        return new Finding(rule, method, "", "", new TreeSet<>(tables), text);
    }

    /** What makes it the same finding when it is found again. */
    public String identity() {
        return rule + " " + method.type() + "#" + method.method() + " " + method.cache() + " " + key + " " + tables;
    }

    @Override
    public String toString() {
        return rule.text() + ": " + text;
    }
}
