/** What is the same for every request: the API description, paging, and the headers that tell what an answer has cost. */
@NullMarked
package io.freshet.salon.web;

import org.jspecify.annotations.NullMarked;
