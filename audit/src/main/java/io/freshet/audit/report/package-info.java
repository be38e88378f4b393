/** Findings for people and for machines. */
@NullMarked
package io.freshet.audit.report;

import org.jspecify.annotations.NullMarked;
