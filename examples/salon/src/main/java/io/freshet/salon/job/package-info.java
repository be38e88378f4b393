/** What is done at night, past the services that requests go through: no cached read has to be told. */
@NullMarked
package io.freshet.salon.job;

import org.jspecify.annotations.NullMarked;
