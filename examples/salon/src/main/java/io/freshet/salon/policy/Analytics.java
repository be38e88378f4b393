package io.freshet.salon.policy;

import io.freshet.annotation.Cached;
import org.springframework.core.annotation.AliasFor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a read over months and years, which costs much and is looked at now and then: cached for a quarter of an hour. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Cached(cache = "", ttl = "15m")
public @interface Analytics {

    /** The key template. */
    @AliasFor(annotation = Cached.class, attribute = "cache")
    String value();
}
