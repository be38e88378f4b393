/** What a statement's text says that it reads and writes: tables, columns, pinned values, functions. */
@NullMarked
package io.freshet.sql;

import org.jspecify.annotations.NullMarked;
