/** Warming: jobs that are beans or stand on cached methods, begun at start or by command, and how they come along. */
@NullMarked
package io.freshet.spring.warm;

import org.jspecify.annotations.NullMarked;
