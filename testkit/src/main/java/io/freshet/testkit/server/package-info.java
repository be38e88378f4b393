/** Real servers as child processes of a test, that can be stopped, killed, paused and started again. */
@NullMarked
package io.freshet.testkit.server;

import org.jspecify.annotations.NullMarked;
