/** What a person reads when the application cannot start because of us: what is wrong, and how to mend it. */
@NullMarked
package io.freshet.spring.failure;

import org.jspecify.annotations.NullMarked;
