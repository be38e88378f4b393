package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Caches to which nothing gives a time to live; those that nothing evicts either are of another rule. */
final class TtlCheck implements Check {

    /** A time to live of zero is none. */
    private static final Pattern SETTING = Pattern.compile(
            "(?i:time-?to-?live)(?!\\h*[=:]\\h*[\"']?(?i:0\\h*(?:ms|s|m|h|d)?|PT0S)[\"']?\\h*(?:#.*)?$)"
                    + "|(?i:expireAfter)|[tT]tl(?!e[drs]?\\b|ing\\b)|TTL",
            Pattern.MULTILINE);

    @Override
    public void check(Application application, Consumer<Finding> found) {
        List<CachedRead> reads = application.cachedReads().stream()
                .filter(read -> read.library() == CachedRead.Library.SPRING)
                .filter(read -> !read.cache().contains("#"))
                .filter(read -> KeyCheck.isEvicted(application, read))
                .toList();
        if (!reads.isEmpty() && !hasTtl(application)) {
            String names =
                    reads.stream().map(CachedRead::cache).distinct().sorted().collect(Collectors.joining(", "));
            CachedRead first = reads.get(0);
            found.accept(new Finding(
                    Rule.NO_TTL,
                    Rule.NO_TTL.level(),
                    "application",
                    names,
                    List.of(),
                    List.of(application.step(first.node(), 0, "")),
                    "nothing gives a time to live to " + names));
        }
    }

    /** Whether settings or code give any cache a time to live. */
    static boolean hasTtl(Application application) {
        return application.program().settings().stream()
                        .anyMatch(text -> SETTING.matcher(text).find())
                || !application
                        .calledNames(
                                "entryTtl",
                                "expireAfterWrite",
                                "expireAfterAccess",
                                "expireAfter",
                                "setDefaultExpiration",
                                "setExpires",
                                "setTTL",
                                "setCaffeineSpec",
                                "setCacheSpecification")
                        .isEmpty();
    }
}
