/** How long the audit takes, and how much memory it needs. */
@NullMarked
package io.freshet.bench.audit;

import org.jspecify.annotations.NullMarked;
