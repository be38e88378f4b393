package io.freshet;

import io.freshet.annotation.Observe;
import io.freshet.key.KeyTemplate;
import io.freshet.local.Weigher;
import io.freshet.read.CachePolicy;
import io.freshet.read.PolicyMistake;
import io.freshet.remote.Codec;
import io.freshet.remote.CodecFactory;
import io.freshet.tag.Dependency;
import io.freshet.tag.FreeDependency;
import io.freshet.tag.TableDependency;
import org.jspecify.annotations.Nullable;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Declares a cache. Mutable and not thread-safe; what it builds is immutable and thread-safe.
 *
 * @param <K> what identifies an entry within a tenant
 * @param <V> the values
 */
public final class CacheBuilder<K, V> {

    private final Freshet freshet;
    private final KeyTemplate template;
    private final Type type;
    private final List<Dependency> dependencies = new ArrayList<>();
    private Function<K, @Nullable Object[]> segments;
    private boolean isKeyedByItself = true;
    private @Nullable CodecFactory codecs;
    private CachePolicy policy;
    private @Nullable Codec<Object> codec;

    CacheBuilder(Freshet freshet, KeyTemplate template, Type type, CachePolicy policy) {
        this.freshet = freshet;
        this.template = template;
        this.type = type;
        this.policy = policy;
        this.segments = key -> template.valueNames().isEmpty() ? new @Nullable Object[0] : new @Nullable Object[] {key};
    }

    /** How a key becomes the values of the template, in order; needed where there is more than one. */
    public CacheBuilder<K, V> keyedBy(Function<K, @Nullable Object[]> values) {
        segments = values;
        isKeyedByItself = false;
        return this;
    }

    /** How long an entry may be served at the most. */
    public CacheBuilder<K, V> timeToLive(Duration timeToLive) {
        return policy(policy -> policy.withTimeToLive(timeToLive));
    }

    /** Whether what its loaders read becomes what its entries depend on. By default it does if nothing else is said here. */
    public CacheBuilder<K, V> observe(Observe observe) {
        return policy(policy -> policy.withObserve(observe));
    }

    /** Changes the policy. */
    public CacheBuilder<K, V> policy(UnaryOperator<CachePolicy> change) {
        policy = change.apply(policy);
        return this;
    }

    /** What turns its values into bytes for L2; by default what does so for all caches. */
    public CacheBuilder<K, V> codecs(CodecFactory factory) {
        codecs = factory;
        return this;
    }

    /** Entries depend on these tables. */
    public CacheBuilder<K, V> dependsOnTables(String... tables) {
        for (String table : tables) {
            dependencies.add(new TableDependency(table));
        }
        return this;
    }

    /** Entries carry these free tags. */
    public CacheBuilder<K, V> tagged(String... tags) {
        for (String tag : tags) {
            dependencies.add(new FreeDependency(tag));
        }
        return this;
    }

    /** Entries depend on these. */
    public CacheBuilder<K, V> dependsOn(List<Dependency> more) {
        dependencies.addAll(more);
        return this;
    }

    /** How values are written for the shared tier; without this, by the instance's codecs and the declared type. */
    public CacheBuilder<K, V> codec(Codec<Object> own) {
        codec = own;
        return this;
    }

    /**
     * The cache.
     *
     * @throws IllegalStateException if another cache has that name
     */
    public Cache<K, V> build() {
        return freshet.register(this);
    }

    KeyTemplate template() {
        return template;
    }

    /**
     * What turns its values into bytes.
     *
     * @param usual what does so for caches that say nothing else; null where there is none
     */
    Codec<Object> codec(@Nullable CodecFactory usual) {
        if (codec != null) {
            return codec;
        }
        CodecFactory factory = codecs == null ? usual : codecs;
        return factory == null ? NoCodec.INSTANCE : factory.codecFor(type);
    }

    /**
     * Fails with all that is wrong with its policy.
     *
     * @param hasCodecs whether something tells how large a value is
     */
    void requirePossible(boolean hasCodecs) {
        List<PolicyMistake> mistakes = new ArrayList<>(policy.mistakes());
        if (policy.isWeighing() && !hasCodecs && policy.local().weigher() == Weigher.encoded()) {
            mistakes.add(new PolicyMistake(
                    "weigher",
                    "is not set, and without a shared tier there are no codecs to tell how large a value is",
                    "Set a Weigher or codecs, or leave local-maximum-size, largest-local-value and largest-value out"));
        }
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException("The policy of cache '" + template.name() + "' cannot be: "
                    + mistakes.stream().map(PolicyMistake::toString).collect(Collectors.joining("; ")));
        }
    }

    CachePolicy policy() {
        return policy;
    }

    List<Dependency> dependencies() {
        return dependencies;
    }

    /** Whether the key is the one value of the template. */
    boolean isKeyedByItself() {
        return isKeyedByItself;
    }

    Function<K, @Nullable Object[]> segments() {
        return segments;
    }
}
