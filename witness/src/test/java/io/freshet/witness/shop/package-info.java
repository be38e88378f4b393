/** A shop whose services declare what they read, or not, and tests of it that a test runs. */
@NullMarked
package io.freshet.witness.shop;

import org.jspecify.annotations.NullMarked;
