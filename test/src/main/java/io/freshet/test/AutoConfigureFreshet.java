package io.freshet.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * To be put beside {@code @SpringBootTest}: the application's caches are on a shared tier of the test's choice, are emptied before each test, and go
 * by a clock that tests move on, the bean {@link TestTicker}. The context is not started anew.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureFreshet
 * class PriceTests { ... }
 * }</pre>
 *
 * <p>{@link FreshetTest} is the same with no more of the application than the caches need.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
public @interface AutoConfigureFreshet {

    /** Which shared tier the caches have. */
    TestTier tier() default TestTier.SIMULATED;
}
