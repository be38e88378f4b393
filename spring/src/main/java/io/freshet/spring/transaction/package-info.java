/** Where reads and changes stand in Spring's transactions. */
@NullMarked
package io.freshet.spring.transaction;

import org.jspecify.annotations.NullMarked;
