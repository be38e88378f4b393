package io.freshet.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Fills the cache of a cached method before anybody asks: a job calls the method with arguments that another method names, when the application
 * is ready or by command.
 *
 * <pre>{@code
 * @Cached(cache = "catalog:service:{id}", tables = "service")
 * @Warm(arguments = "mostBooked", perSecond = 100)
 * public Service service(long id) { ... }
 *
 * List<Long> mostBooked() { ... }
 * }</pre>
 *
 * <p>Stands on methods with {@link Cached}, or with {@code @Cacheable} of Spring's. May stand on another annotation, which then means the same.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface Warm {

    /**
     * The method that names what to call with, asked when the job begins: {@code "mostBooked"} of the same bean, or {@code "sales#mostBooked"} of the
     * bean {@code sales}. It takes no parameters, of whatever visibility, and returns a {@code Stream}, an {@code Iterable} or an array: of the values
     * of the one parameter; or, if there are several, of an {@code Object[]} or {@code List} for each call. The same in the same order on all
     * instances, or they begin anew. Empty for a method without parameters, which is called once.
     */
    String arguments() default "";

    /** The name of the job, the same on all instances; by default that of the cache. */
    String name() default "";

    /** The job with the higher one goes first. */
    int priority() default 0;

    /** How many calls a second at the most, 0.1 or more; 0 for as many as can be, one after the other. */
    double perSecond() default 50;
}
