/** Tests of applications: their caches and database without the web, on a shared tier of the test's choice, with a clock that tests move on. */
@NullMarked
package io.freshet.test;

import org.jspecify.annotations.NullMarked;
