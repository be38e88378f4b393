package io.freshet.tag;

import io.freshet.key.CacheKey;
import io.freshet.key.KeyPattern;
import io.freshet.key.KeyTemplate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tags that follow from a key alone, and the tags that a pattern raises. They are never stored: whoever has the key can compute them.
 *
 * <p>A pattern that fixes several values raises the tag of one of them for each template: too much, never too little.
 */
public final class KeyTags {

    private static final Pattern NAMED = Pattern.compile("\\{(\\w+)}");

    private KeyTags() {}

    /** The names of all tags that an entry under this key carries. */
    public static Set<String> carriedBy(CacheKey key) {
        Set<String> names = new LinkedHashSet<>(ofEveryKey(key));
        names.addAll(ofValues(key));
        return names;
    }

    /** Those that entries under all keys of this one's template and tenant carry. */
    public static List<String> ofEveryKey(CacheKey key) {
        String tenant = key.tenant();
        KeyTemplate template = key.template();
        List<String> names = new ArrayList<>();
        names.add(Tags.ALL);
        addScoped(names, Tags.cache(template.name()), tenant);
        template.prefixes().forEach(prefix -> addScoped(names, Tags.prefix(prefix), tenant));
        if (!tenant.isEmpty()) {
            names.add(Tags.tenant(tenant));
        }
        return names;
    }

    /** Those that follow from the values of the key. */
    public static List<String> ofValues(CacheKey key) {
        List<String> names = new ArrayList<>();
        List<String> values = key.values();
        for (int i = 0; i < values.size(); i++) {
            names.add(Tags.segment(
                    key.template().name(),
                    key.tenant(),
                    key.template().valueNames().get(i),
                    values.get(i)));
        }
        String text = key.text();
        names.add(Tags.key(key.tenant(), text));
        names.add(Tags.put(key.tenant(), text));
        return names;
    }

    private static void addScoped(List<String> names, String tag, String tenant) {
        names.add(tag);
        if (!tenant.isEmpty()) {
            names.add(Tags.of(tag, tenant));
        }
    }

    /**
     * The name of the tag that raises every key of a match within one tenant, or within what all tenants share if the tenant is empty.
     *
     * @param given the values of the names in braces
     */
    public static String raisedBy(KeyPattern.Match match, String tenant, Map<String, ?> given) {
        String cache = match.template().name();
        return match.template().valueNames().stream()
                .filter(match.bound()::containsKey)
                .reduce((first, second) -> second)
                .map(name -> Tags.segment(cache, tenant, name, resolved(match, name, given)))
                .orElseGet(() -> tenant.isEmpty() ? Tags.cache(cache) : Tags.of(Tags.cache(cache), tenant));
    }

    /** What a pattern fixes a value to, as it stands in tags. */
    private static String resolved(KeyPattern.Match match, String name, Map<String, ?> given) {
        String text = String.valueOf(match.bound().get(name));
        Matcher named = NAMED.matcher(text);
        StringBuilder resolved = new StringBuilder();
        int next = 0;
        while (named.find()) {
            resolved.append(CacheKey.escapedOnce(text.substring(next, named.start())))
                    .append(CacheKey.escaped(given.get(named.group(1))));
            next = named.end();
        }
        return resolved.append(CacheKey.escapedOnce(text.substring(next))).toString();
    }
}
