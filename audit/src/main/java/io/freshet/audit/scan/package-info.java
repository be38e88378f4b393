/** Reads class files from folders and archives, and answers who extends, overrides and calls whom. */
@NullMarked
package io.freshet.audit.scan;

import org.jspecify.annotations.NullMarked;
