package io.freshet.salon.policy;

import io.freshet.annotation.Cached;
import org.springframework.core.annotation.AliasFor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a read of one page of a list: cached for five minutes, each page and {@link Filter} for itself. A write to what is listed makes all pages
 * invisible, since it may move rows from one to the next.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Cached(cache = "", ttl = "5m")
public @interface PagedList {

    /** The key template. */
    @AliasFor(annotation = Cached.class, attribute = "cache")
    String value();
}
