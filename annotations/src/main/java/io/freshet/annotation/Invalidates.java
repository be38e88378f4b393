package io.freshet.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Invalidates by hand when the method returns normally: after the commit of the transaction that it ran in, or at once where there was
 * none; never on rollback. Only needed for what no captured write tells, since writes to tables invalidate by themselves.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Repeatable(Invalidates.All.class)
public @interface Invalidates {

    /**
     * Patterns over key templates: {@code dashboard:*}, {@code analytics:*:user:{id}:*}. Segments match whole; a segment in braces takes
     * the value of the parameter of that name. A pattern that matches no template is an error at start.
     */
    String[] value() default {};

    /** Free tags, as in {@link Cached#tags()}. */
    String[] tags() default {};

    /** Entities whose tables count as written. */
    Class<?>[] entities() default {};

    /**
     * A SpEL expression that says whether to invalidate, evaluated after the method has returned: {@code "#result.isPaid()"}, {@code "#draft ==
     * false"}. It knows {@code #result} (of an {@code Optional} what is in it, or null), the parameters by name and as {@code #p0} or {@code
     * #a0}, {@code #root.method}, {@code #root.args}, {@code #root.target}, and beans as {@code @name}. Empty: always. If it cannot be
     * evaluated, what the annotation names is invalidated, and the call fails.
     */
    String condition() default "";

    /** Holds repeated {@link Invalidates}. */
    @Documented
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @interface All {
        /** The annotations as written. */
        Invalidates[] value();
    }
}
