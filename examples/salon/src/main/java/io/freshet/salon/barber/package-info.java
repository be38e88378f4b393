/** What a barber's days look like: free and taken times, weeks, and what became of the appointments. All reads are cached, by barber. */
@NullMarked
package io.freshet.salon.barber;

import org.jspecify.annotations.NullMarked;
