/** The witness in a Spring Boot application: what it listens to, and where it reports. */
@NullMarked
package io.freshet.witness.spring;

import org.jspecify.annotations.NullMarked;
