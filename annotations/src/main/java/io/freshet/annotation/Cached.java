package io.freshet.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose result is cached. The method is the loader: it runs on a miss, and its result is stored together with what it
 * depends on, so that a write to any of it makes the stored result invisible to the next read.
 *
 * <pre>{@code
 * @Cached(cache = "dashboard:metrics:{date}", ttl = "60s", dependsOn = {Bill.class, Payment.class})
 * public Metrics metrics(LocalDate date) { ... }
 * }</pre>
 *
 * <p>What is written in the configuration under {@code freshet.caches.<name>} wins over what is written here. May stand on another
 * annotation, which then means the same.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Cached {

    /**
     * The key template: segments separated by colons, each literal or naming a parameter in braces, as in {@code
     * clients:list:{page}:{size}}. Its literal segments, joined, are the name of the cache: {@code clients:list}.
     */
    String cache();

    /** How long an entry may be served at the most, as {@code 60s}, {@code 5m}, {@code 1h} or ISO-8601; empty for the default. */
    String ttl() default "";

    /**
     * From which age on an entry is refreshed in the background when it is read, and served meanwhile, as {@code 30s}; shorter than {@link #ttl()};
     * empty for the default.
     */
    String softTtl() default "";

    /** How long a cached null may be served at the most, as {@code 5s}; {@code 0s} keeps no nulls; empty for the default, as any other value. */
    String nullTtl() default "";

    /**
     * For how long after it has expired an entry that nothing invalidated may be served if the method fails, or takes longer than
     * {@link #softTimeout()}; empty for the default.
     */
    String staleOnError() default "";

    /** After which time an expired entry answers, if there is one, while the method goes on; empty for the default. */
    String softTimeout() default "";

    /** After which time a call fails, while the method goes on; empty for the default. */
    String hardTimeout() default "";

    /** The entities that the result is computed from, in place of what is observed: a write to the table of any of them invalidates it. */
    Class<?>[] dependsOn() default {};

    /** Tables that the result is computed from, for those that have no entity. */
    String[] tables() default {};

    /** Free tags that the result carries; {@link Invalidates#tags()} names them. */
    String[] tags() default {};

    /** Whether all tenants share the entries. Only for data that belongs to no tenant. */
    boolean shared() default false;

    /**
     * Whether each read asks the shared tier if the entry is still true: one round trip, and never older than an acknowledged write,
     * whatever writers wait for. Otherwise reads trust what their instance knows.
     */
    boolean strict() default false;

    /**
     * Whether what the method reads from the application's databases while it runs becomes what its result depends on. By default it does if
     * neither {@link #dependsOn()} nor {@link #tables()} nor {@link #tags()} say anything. Only what the calling thread reads is seen.
     */
    Observe observe() default Observe.AUTO;
}
