package io.freshet.witness.report;

import io.freshet.witness.account.Invalidated;
import io.freshet.witness.account.MethodAccount;
import io.freshet.witness.account.MethodAccount.Declared;
import io.freshet.witness.account.StaleAnswer;
import io.freshet.witness.account.TablesRead;
import io.freshet.witness.account.Testimony;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Draws conclusions from what was witnessed. */
public final class Findings {

    private Findings() {}

    /** All of them, the worst first. Blocks on the database. */
    public static List<Finding> of(Testimony testimony) {
        List<Finding> findings = new ArrayList<>();
        for (MethodAccount method : testimony.methods()) {
            TablesRead read = method.read(testimony.names());
            stale(method, read, findings);
            underDeclared(method, read, findings);
            overDeclared(method, read, findings);
            undeclaredColumns(method, read, findings);
            neverInvalidated(method, findings);
            needless(method, findings);
            notComparable(method, findings);
        }
        findings.sort(Comparator.comparing(Finding::rule));
        return List.copyOf(findings);
    }

    private static void stale(MethodAccount method, TablesRead read, List<Finding> findings) {
        Declared declared = method.declared();
        for (StaleAnswer answer : method.stale()) {
            Set<String> undeclared = undeclared(declared, read);
            String why = undeclared.isEmpty()
                    ? ". It reads nothing that it does not declare on its own thread: what it depends on is read elsewhere, or was written unnoticed"
                    : ". It reads " + undeclared + ", which it does not declare";
            findings.add(new Finding(
                    Rule.STALE,
                    declared,
                    answer.key(),
                    answer.by(),
                    answer.tables(),
                    name(declared) + " is stale: " + answer.key() + " was still served a staleness bound after "
                            + answer.by() + " wrote to " + answer.tables()
                            + (answer.during().isEmpty() || answer.during().equals(answer.by())
                                    ? ""
                                    : " during " + answer.during())
                            + ", and its method answers something else" + why));
        }
    }

    private static SortedSet<String> undeclared(Declared declared, TablesRead read) {
        SortedSet<String> tables = new TreeSet<>(read.tables());
        tables.removeIf(declared::names);
        return tables;
    }

    private static void underDeclared(MethodAccount method, TablesRead read, List<Finding> findings) {
        Declared declared = method.declared();
        SortedSet<String> tables = undeclared(declared, read);
        if (!declared.isObserved() && !tables.isEmpty()) {
            findings.add(Finding.of(
                    Rule.UNDER_DECLARED,
                    declared,
                    tables,
                    name(declared) + " reads " + tables + ", which it does not declare (it declares "
                            + declared.tables() + "): a write to " + (tables.size() == 1 ? "it" : "them")
                            + " leaves a stale answer until it expires. Declare "
                            + (tables.size() == 1 ? "it" : "them")
                            + ", or set observe = ALWAYS"));
        }
    }

    private static void overDeclared(MethodAccount method, TablesRead read, List<Finding> findings) {
        Declared declared = method.declared();
        SortedSet<String> tables = declared.tables();
        tables.removeIf(
                table -> read.tables().stream().anyMatch(seen -> seen.equals(table) || seen.endsWith("." + table)));
        boolean isCertain = method.statementCount() > 0 && read.gaps().isEmpty();
        if (isCertain && !tables.isEmpty()) {
            findings.add(
                    Finding.of(
                            Rule.OVER_DECLARED,
                            declared,
                            tables,
                            name(declared) + " declares " + tables + ", which none of its " + method.loadCount()
                                    + " loads was seen to read: each write to it invalidates for nothing, unless another thread reads it"));
        }
    }

    private static void undeclaredColumns(MethodAccount method, TablesRead read, List<Finding> findings) {
        method.declared().columns().forEach((table, declared) -> {
            SortedSet<String> others = new TreeSet<>(read.columns().getOrDefault(table, new TreeSet<>()));
            others.removeAll(declared);
            if (!others.isEmpty()) {
                findings.add(Finding.of(
                        Rule.UNDECLARED_COLUMNS,
                        method.declared(),
                        Set.of(table),
                        name(method.declared()) + " declares the columns " + declared + " of " + table
                                + ", and reads " + (others.contains(TablesRead.ALL) ? "perhaps all" : others)
                                + " too: if its result depends on them, declare them"));
            }
        });
    }

    private static void neverInvalidated(MethodAccount method, List<Finding> findings) {
        if (method.keptCount() > 0 && method.invalidated().isEmpty()) {
            findings.add(
                    Finding.of(
                            Rule.NEVER_INVALIDATED,
                            method.declared(),
                            Set.of(),
                            name(method.declared())
                                    + " had entries, and no write was seen to invalidate any: what was run says nothing of how they end"));
        }
    }

    private static void needless(MethodAccount method, List<Finding> findings) {
        for (Invalidated by : method.invalidated()) {
            if (by.needless() > 0) {
                findings.add(new Finding(
                        Rule.NEEDLESS,
                        method.declared(),
                        "",
                        by.cause(),
                        new TreeSet<>(),
                        name(method.declared()) + ": " + by.needless() + " of " + by.count() + " invalidations ("
                                + Math.round(100.0 * by.needless() / by.count()) + " %) by " + by.cause()
                                + " were for nothing, the source still said the same"));
            }
        }
    }

    private static void notComparable(MethodAccount method, List<Finding> findings) {
        for (String why : method.incomparable()) {
            findings.add(Finding.of(
                    Rule.NOT_COMPARABLE,
                    method.declared(),
                    Set.of(),
                    name(method.declared()) + " could not be compared with its source: " + why));
        }
    }

    private static String name(Declared declared) {
        return declared.describe() + " (cache '" + declared.cache() + "')";
    }
}
