/** What a test needs to judge a cache: what was read, and how old it was. */
@NullMarked
package io.freshet.testkit;

import org.jspecify.annotations.NullMarked;
