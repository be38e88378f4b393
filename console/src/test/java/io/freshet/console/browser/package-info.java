/** The pages, as a person uses them. */
@NullMarked
package io.freshet.console.browser;

import org.jspecify.annotations.NullMarked;
