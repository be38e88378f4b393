package io.freshet.key;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tenant, a template and the values of its segments. Immutable, as long as the values are.
 *
 * <p>Its text escapes what has a meaning in keys, so that no value can forge another key: user {@code 1:x} is not user {@code 1}.
 */
public final class CacheKey {

    private static final String NO_VALUE = "%null";
    private static final Pattern ESCAPED = Pattern.compile("%[0-9A-F]{2}|" + NO_VALUE);

    private final KeyTemplate template;
    private final String tenant;
    private final @Nullable Object[] values;
    private final int hash;

    CacheKey(KeyTemplate template, String tenant, @Nullable Object[] values) {
        this.template = template;
        this.tenant = tenant;
        this.values = values;
        this.hash = hashOf(template, tenant, Arrays.hashCode(values));
    }

    static int hashOf(KeyTemplate template, String tenant, int ofValues) {
        return 31 * (31 * template.hashCode() + tenant.hashCode()) + ofValues;
    }

    /** Whether it has the first so many of these values, this template and this tenant. */
    boolean isOf(KeyTemplate ofTemplate, String ofTenant, @Nullable Object[] of, int size, int ofHash) {
        if (hash != ofHash || values.length != size || !template.equals(ofTemplate) || !tenant.equals(ofTenant)) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (!Objects.equals(values[i], of[i])) {
                return false;
            }
        }
        return true;
    }

    /** The template it was made from. */
    public KeyTemplate template() {
        return template;
    }

    /** Whose it is; empty if all tenants share it. */
    public String tenant() {
        return tenant;
    }

    /** The values as text, escaped, in the order of the template. */
    public List<String> values() {
        return Arrays.stream(values).map(CacheKey::escaped).toList();
    }

    /** A value as it was given. */
    public @Nullable Object value(int index) {
        return values[index];
    }

    /** The key without its tenant: {@code dashboard:metrics:2026-11-21}. */
    public String text() {
        StringBuilder text = new StringBuilder(48);
        int next = 0;
        for (Segment segment : template.segments()) {
            text.append(text.isEmpty() ? "" : ":").append(segment.literal());
            if (segment.hasValue()) {
                text.append(escaped(values[next++]));
            }
        }
        return text.toString();
    }

    /** The key with its tenant, as it lies in the shared tier: {@code 7:dashboard:metrics:2026-11-21}. */
    public String qualifiedText() {
        return escaped(tenant) + ":" + text();
    }

    /** A value as it stands in keys and tags: what has a meaning there is written as %XX, and no value as what no text is written as. */
    public static String escaped(@Nullable Object value) {
        if (value == null) {
            return NO_VALUE;
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            if (isSpecial(text.charAt(i))) {
                return escapedFrom(text, i);
            }
        }
        return text;
    }

    /** The same of a text that may be escaped already, as keys are shown: such parts of it stay as they are. */
    public static String escapedOnce(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        Matcher part = ESCAPED.matcher(text);
        int next = 0;
        while (part.find()) {
            escaped.append(escaped(text.substring(next, part.start()))).append(part.group());
            next = part.end();
        }
        return escaped.append(escaped(text.substring(next))).toString();
    }

    private static String escapedFrom(String text, int first) {
        StringBuilder escaped = new StringBuilder(text.length() + 8).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isSpecial(c)) {
                escaped.append(String.format("%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isSpecial(char c) {
        return c <= ' ' || c == ':' || c == '%' || c == '{' || c == '}' || c == '*' || c == '@';
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof CacheKey that
                && hash == that.hash
                && template.equals(that.template)
                && tenant.equals(that.tenant)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return tenant.isEmpty() ? text() : qualifiedText();
    }
}
