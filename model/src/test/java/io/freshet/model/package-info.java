/** The protocol's specifications, checked. */
@NullMarked
package io.freshet.model;

import org.jspecify.annotations.NullMarked;
