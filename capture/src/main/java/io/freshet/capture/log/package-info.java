/** Changes read from PostgreSQL's log by logical decoding, where tables may not have triggers. */
@NullMarked
package io.freshet.capture.log;

import org.jspecify.annotations.NullMarked;
