package io.freshet.test;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A test of the application's caches and what they read, without the web: Freshet, Spring's caches if they are enabled, the database with JDBC, JPA
 * and migrations as far as they are there, and of the components only those that are repositories, or have methods that are cached or invalidate.
 * Others are imported by {@code @Import} or {@link #includeFilters}.
 *
 * <pre>{@code
 * @FreshetTest
 * class CatalogTests {
 *
 *     @Test
 *     void price_followsItsOffer(@Autowired Catalog catalog) {
 *         catalog.price(7);
 *         assertThatCache("catalog:price").isHitFor(7).andInvalidatedBy(() -> catalog.raise(7, 20));
 *     }
 * }
 * }</pre>
 *
 * <p>The database is the one that the application configures. Unlike other slices it is not transactional: nothing is invalidated by what is never
 * committed. Caches are emptied before each test, tables are not.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@BootstrapWith(FreshetTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(FreshetTypeExcludeFilter.class)
@AutoConfigureFreshet
@ImportAutoConfiguration
public @interface FreshetTest {

    /** Which shared tier the caches have. */
    @AliasFor(annotation = AutoConfigureFreshet.class, attribute = "tier")
    TestTier tier() default TestTier.SIMULATED;

    /** Properties as {@code key=value}, added to the environment. */
    String[] properties() default {};

    /** Whether repositories, and components with cached or invalidating methods, are there by themselves. */
    boolean useDefaultFilters() default true;

    /** Components that are there too. */
    Filter[] includeFilters() default {};

    /** Components that are left out. */
    Filter[] excludeFilters() default {};

    /** Auto-configurations that are left out. */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
