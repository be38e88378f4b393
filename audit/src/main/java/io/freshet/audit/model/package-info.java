/** What class files say: classes, methods, calls and annotations, as plain data. */
@NullMarked
package io.freshet.audit.model;

import org.jspecify.annotations.NullMarked;
