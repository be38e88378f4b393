@NullMarked
package io.freshet.clinic;

import org.jspecify.annotations.NullMarked;
