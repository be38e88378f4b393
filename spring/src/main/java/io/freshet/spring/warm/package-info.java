/** Warming: jobs that are beans, begun at start or by command. */
@NullMarked
package io.freshet.spring.warm;

import org.jspecify.annotations.NullMarked;
