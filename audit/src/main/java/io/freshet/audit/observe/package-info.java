/** What a test run saw: the witness's report, as far as the audit uses it. */
@NullMarked
package io.freshet.audit.observe;

import org.jspecify.annotations.NullMarked;
