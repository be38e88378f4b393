/** Who does what when: tenants, their reads and writes, and the threads that send them. */
@NullMarked
package io.freshet.salon.day.load;

import org.jspecify.annotations.NullMarked;
