package io.freshet.test;

import io.freshet.test.clinic.Clinic;
import org.springframework.test.context.ContextConfiguration;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test of the clinic's caches. All such tests share one context. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@FreshetTest
@ContextConfiguration(classes = Clinic.class)
@interface ClinicTest {}
