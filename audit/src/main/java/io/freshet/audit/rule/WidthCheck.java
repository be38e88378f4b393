package io.freshet.audit.rule;

import io.freshet.audit.cache.CachedRead;
import io.freshet.audit.cache.Eviction;
import io.freshet.audit.cache.KeyShape;
import io.freshet.audit.effect.Effect;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Keys with a part by which the row is not looked up: one row has several entries, of which evictions by key find one. */
final class WidthCheck implements Check {

    @Override
    public void check(Application application, Consumer<Finding> found) {
        application.cachedReads().stream()
                .filter(read -> read.isByHand()
                        && isEvictedByKey(application.evictions().of(read)))
                .forEach(read -> check(application, read, found));
    }

    private static boolean isEvictedByKey(List<Eviction> evictions) {
        return evictions.stream().anyMatch(each -> !each.isPut())
                && evictions.stream().noneMatch(each -> each.key() instanceof KeyShape.Everything);
    }

    private static void check(Application application, CachedRead read, Consumer<Finding> found) {
        List<Effect> reads = application.reads(read);
        Set<Integer> parameters = application.caches().keyParameters(read);
        if (reads.isEmpty() || parameters.size() < 2) {
            return;
        }
        String table = reads.get(0).table();
        for (int parameter : parameters) {
            Set<Integer> others = new TreeSet<>(parameters);
            others.remove(parameter);
            if (KeyUse.isIdle(application, read, table, parameter, others)) {
                found.accept(finding(application, read, table, name(read, parameter)));
            }
        }
    }

    private static String name(CachedRead read, int parameter) {
        List<String> names = read.node().method().parameterNames();
        return parameter < names.size() ? names.get(parameter) : "parameter " + (parameter + 1);
    }

    private static Finding finding(Application application, CachedRead read, String table, String name) {
        String method = read.node().display();
        return new Finding(
                Rule.KEY_TOO_WIDE,
                Rule.KEY_TOO_WIDE.level(),
                method,
                read.cache(),
                List.of(table),
                List.of(application.step(read.node(), 0, "")),
                method + " keeps rows of " + table + " under a key with " + name
                        + ", and can look them up without it: one row has several entries");
    }
}
