/** The doctor: looks at a running instance, how it is set up, and what surrounds it. */
@NullMarked
package io.freshet.spring.doctor;

import org.jspecify.annotations.NullMarked;
