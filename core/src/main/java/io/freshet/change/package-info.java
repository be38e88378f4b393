/** What one transaction wrote, as the tags that it touches. */
@NullMarked
package io.freshet.change;

import org.jspecify.annotations.NullMarked;
