/** A real browser for tests of pages. Needs Playwright for Java and, to look for what keeps people out, axe-core on the class path. */
@NullMarked
package io.freshet.testkit.browser;

import org.jspecify.annotations.NullMarked;
