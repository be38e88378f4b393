package io.freshet.spring.cache;

import io.freshet.Cache;
import io.freshet.Freshet;
import io.freshet.key.KeyTemplate;
import io.freshet.read.CachePolicy;
import io.freshet.read.Surroundings;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.settings.CacheSettings;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.settings.Setting;
import io.freshet.spring.settings.ValueCodecs;
import io.freshet.spring.transaction.CommitPhase;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes Spring's caches on one instance. Thread-safe. */
public final class CacheFactory {

    private final Freshet freshet;
    private final CacheSettings settings;
    private final @Nullable CodecFactory codecs;
    private final Setting<Duration> timeToLive;
    private final boolean allowsNull;
    private final SpringCache.Shared shared;

    /**
     * For one instance.
     *
     * @param codecs of caches of which nothing else is said; null if there is no shared tier
     * @param keyTexts what the application knows of its keys
     * @param timeToLive of caches of which nothing else is said
     * @param allowsNull whether null is kept
     */
    public CacheFactory(
            Freshet freshet,
            CacheSettings settings,
            @Nullable CodecFactory codecs,
            List<KeyText> keyTexts,
            Surroundings surroundings,
            CommitPhase phase,
            Setting<Duration> timeToLive,
            boolean allowsNull) {
        this.freshet = freshet;
        this.settings = settings;
        this.codecs = codecs;
        this.timeToLive = timeToLive;
        this.allowsNull = allowsNull;
        this.shared = new SpringCache.Shared(
                new KeyTexts(keyTexts),
                new HandMisses(),
                () -> PendingWrites.ofTransaction(surroundings, phase.isCommitted()),
                freshet::compute);
    }

    /** @throws IllegalStateException if it cannot be made */
    SpringCache make(String name) {
        KeyTemplate template = CacheNames.template(name);
        List<Mistake> mistakes = new ArrayList<>();
        Optional<Setting<Duration>> ttl = settings.timeToLive(template.name(), timeToLive, mistakes);
        Duration known = ttl.isPresent() ? ttl.get().value() : timeToLive.value();
        UnaryOperator<CachePolicy> policy =
                settings.policy(template.name(), null, "a cache of Spring's", known, mistakes);
        ValueCodecs wanted = codecs == null
                ? null
                : settings.codecs(template.name(), mistakes)
                        .orElseGet(() -> new ValueCodecs(codecs, UnaryOperator.identity()));
        if (ttl.isEmpty() || !mistakes.isEmpty()) {
            throw new IllegalStateException("Cache '" + name + "': " + mistakes);
        }
        if (freshet.cache(template.name()) != null) {
            throw new IllegalStateException("Cache '" + name + "' of Spring's cannot be made, since @Cached or code"
                    + " declares a cache of that name: give one of them another name");
        }
        HeldValues values = new HeldValues(name, wanted == null ? null : wanted.plain());
        Cache<String, Object> cache = freshet.<String, Object>cache(template, HeldValue.class)
                .codec(wanted == null ? values : packed(values, wanted))
                .timeToLive(ttl.get().value())
                .policy(own -> policy.apply(codecs == null ? own.withRemote(false) : own))
                .build();
        return new SpringCache(name, cache, values, allowsNull, shared);
    }

    /** Around the whole: a copy for a reader in process is made of what is not packed. */
    private static Codec<Object> packed(HeldValues values, ValueCodecs codecs) {
        CodecFactory whole = codecs.packing().apply(type -> values);
        return whole.codecFor(HeldValue.class);
    }
}
