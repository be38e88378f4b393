package io.freshet.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that what the audit reports here is meant to be so. On a method it holds for findings whose path passes the method; on a class for all
 * methods of the class.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface SuppressAudit {

    /** Why it is meant to be so; the report repeats it. */
    String reason();

    /** The ids of the rules that are meant, as {@code write-without-eviction}; none for all of them. */
    String[] rules() default {};
}
