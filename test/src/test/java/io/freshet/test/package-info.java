@NullMarked
package io.freshet.test;

import org.jspecify.annotations.NullMarked;
