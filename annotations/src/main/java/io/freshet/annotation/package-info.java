/** What an application writes on its own code: which reads are cached, what they depend on, what a write touches. */
@NullMarked
package io.freshet.annotation;

import org.jspecify.annotations.NullMarked;
