/** A small clinic: owners, their pets, visits and vets, on Spring's cache annotations alone. */
@NullMarked
package io.freshet.clinic;

import org.jspecify.annotations.NullMarked;
