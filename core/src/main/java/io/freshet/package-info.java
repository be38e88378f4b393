/** The roof: {@link io.freshet.Freshet}, its caches and their builders. It joins the flows of reads and writes; nothing below imports it. */
@NullMarked
package io.freshet;

import org.jspecify.annotations.NullMarked;
