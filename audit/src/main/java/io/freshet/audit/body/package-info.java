/** What happens within one method: the values that its calls are given, and in which order its instructions run. */
@NullMarked
package io.freshet.audit.body;

import org.jspecify.annotations.NullMarked;
