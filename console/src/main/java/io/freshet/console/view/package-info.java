/** What the console answers: plain data, which is the JSON of its API. */
@NullMarked
package io.freshet.console.view;

import org.jspecify.annotations.NullMarked;
