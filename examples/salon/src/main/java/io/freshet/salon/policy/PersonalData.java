package io.freshet.salon.policy;

import io.freshet.annotation.Cached;
import org.springframework.core.annotation.AliasFor;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks a read of what the salon knows of one person: cached for five minutes, and never served once it has expired. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Cached(cache = "", ttl = "5m", staleOnError = "0s")
public @interface PersonalData {

    /** The key template. */
    @AliasFor(annotation = Cached.class, attribute = "cache")
    String value();
}
