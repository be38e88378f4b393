/** What MyBatis is told in mapper files and scripts: statements, put together as far as that can be done without running anything. */
@NullMarked
package io.freshet.audit.mybatis;

import org.jspecify.annotations.NullMarked;
