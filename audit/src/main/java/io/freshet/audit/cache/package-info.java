/** Which methods are cached, what evicts them, and under which keys. */
@NullMarked
package io.freshet.audit.cache;

import org.jspecify.annotations.NullMarked;
