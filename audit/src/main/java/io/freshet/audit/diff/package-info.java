/** What has changed between two reports. */
@NullMarked
package io.freshet.audit.diff;

import org.jspecify.annotations.NullMarked;
