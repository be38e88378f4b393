/** How the console is reached, whatever server takes the requests: its desk, gates and guard, the pages, and what is told live. */
@NullMarked
package io.freshet.console.web;

import org.jspecify.annotations.NullMarked;
