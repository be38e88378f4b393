package io.freshet.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Makes the contexts of {@link FreshetTest}. Used by Spring. */
final class FreshetTestContextBootstrapper extends TestSliceTestContextBootstrapper<FreshetTest> {

    FreshetTestContextBootstrapper() {}
}
