/** What the console tells and does; here it is decided who may. */
@NullMarked
package io.freshet.console.service;

import org.jspecify.annotations.NullMarked;
