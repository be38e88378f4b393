package io.freshet.witness;

import io.freshet.witness.report.Rule;
import org.junit.jupiter.api.extension.ExtendWith;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tests of a Spring test class are witnessed: what cached methods read and what transactions write is recorded, cached values are compared with
 * their source after each write, and tests fail where that says that something is wrong. The report lies in {@code target/freshet}.
 *
 * <p>The class has an application context of its own, with {@code freshet.witness.enabled} and {@code freshet.witness.waits}; all witnessed
 * classes that are otherwise alike share it.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(WitnessExtension.class)
public @interface Witnessed {

    /**
     * What lets tests fail: a stale answer and what is under-declared the test in which it shows, everything else the class at its end. What
     * has let a test fail does not let another one fail. None for a report only.
     */
    Rule[] failOn() default {Rule.STALE, Rule.UNDER_DECLARED};

    /** Names of caches of which nothing lets a test fail; the report has them all the same. */
    String[] ignore() default {};
}
