package io.freshet.console.service;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.console.access.MistakenException;
import io.freshet.console.access.OneLine;
import io.freshet.console.view.ActionRequest;
import io.freshet.console.view.SegmentView;
import io.freshet.control.Scope;
import io.freshet.key.CacheKey;
import io.freshet.key.TenantResolver;
import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants done, as far as it can be.
 *
 * @param kind what
 * @param cache the cache; null if it is about none
 * @param key the entry; null if it is about none
 * @param tenant whose; empty if it is about no tenant
 * @param setting which setting; empty if it is about none
 * @param value what it is to be; empty if it is about none
 */
record AskedAction(
        ActionKind kind,
        @Nullable Cache<?, ?> cache,
        @Nullable CacheKey key,
        String tenant,
        String setting,
        String value) {

    /** What has to be typed for what concerns everything. */
    static final String EVERYTHING = "everything";

    /** @throws MistakenException if something is missing, is not there, or cannot be written down on one line */
    static AskedAction of(Freshet freshet, ActionKind kind, ActionRequest request) {
        boolean isOfACache = kind.subject() == ActionKind.Subject.CACHE || kind.subject() == ActionKind.Subject.ENTRY;
        Cache<?, ?> cache = isOfACache ? Console.find(freshet, String.valueOf(request.cache())) : null;
        AskedAction asked = new AskedAction(
                kind,
                cache,
                cache == null || kind.subject() != ActionKind.Subject.ENTRY ? null : keyOf(cache, request),
                kind.subject() == ActionKind.Subject.TENANT ? tenantOf(freshet, request) : "",
                kind.isOfASetting() ? needed(request.setting(), "setting") : "",
                kind.isOfASetting() && !kind.isTakingBack() ? needed(request.value(), "value") : "");
        if (!OneLine.is(asked.told())) {
            throw new MistakenException("What is done is written down on one line, so no line break and no other"
                    + " control character may be in what it is done to, in a setting or in its value");
        }
        return asked;
    }

    private static CacheKey keyOf(Cache<?, ?> cache, ActionRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        List<SegmentView> segments = request.key();
        if (segments != null) {
            segments.forEach(segment -> values.put(segment.name(), segment.value()));
        }
        String tenant = request.tenant();
        return Entries.keyOf(cache, tenant == null ? "" : tenant, values);
    }

    private static String tenantOf(Freshet freshet, ActionRequest request) {
        if (freshet.tenants() == TenantResolver.none()) {
            throw new MistakenException("This application has no tenants: all entries are shared");
        }
        return needed(request.tenant(), "tenant");
    }

    private static String needed(@Nullable String text, String what) {
        if (text == null || text.isBlank()) {
            throw new MistakenException("It is not said which " + what);
        }
        return text.strip();
    }

    /** What has to be typed to confirm it. */
    String subject() {
        return switch (kind.subject()) {
            case CACHE -> name();
            case ENTRY -> key == null ? "" : key.text();
            case TENANT -> "tenant " + tenant;
            case ALL -> EVERYTHING;
        };
    }

    /** The same as it is written down. */
    String told() {
        String to = kind.subject() == ActionKind.Subject.ENTRY ? String.valueOf(key) : subject();
        if (!kind.isOfASetting()) {
            return kind.words() + " " + to;
        }
        return kind.words() + " " + setting + " of " + to + (value.isEmpty() ? "" : " to " + value);
    }

    /** The name of the cache. */
    String name() {
        return cache == null ? "" : cache.name();
    }

    /** What a switch or a setting holds for. */
    Scope scope() {
        return switch (kind.subject()) {
            case CACHE, ENTRY -> Scope.cache(name());
            case TENANT -> Scope.tenant(tenant);
            case ALL -> Scope.ALL;
        };
    }
}
