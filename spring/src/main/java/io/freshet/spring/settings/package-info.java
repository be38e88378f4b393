/** What is said in the configuration, read and checked as a whole. */
@NullMarked
package io.freshet.spring.settings;

import org.jspecify.annotations.NullMarked;
