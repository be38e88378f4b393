package io.freshet.test;

import io.freshet.Freshet;
import io.freshet.test.cache.Leases;
import io.freshet.test.cache.TestedApplication;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.TestExecutionListener;

/**
 * Tells assertions which application a test is of, and empties its caches before each test that says {@link AutoConfigureFreshet}. Used by Spring, in
 * all tests; outside of the test's transaction, if it has one.
 */
public final class FreshetTestExecutionListener implements TestExecutionListener, Ordered {

    private static final Log LOG = LogFactory.getLog("io.freshet.test");
    private static final int OUTSIDE_OF_TRANSACTIONS = 3_900;

    /** Used by Spring. */
    public FreshetTestExecutionListener() {}

    @Override
    public int getOrder() {
        return OUTSIDE_OF_TRANSACTIONS;
    }

    @Override
    public void prepareTestInstance(TestContext test) {
        enter(test);
    }

    @Override
    public void beforeTestMethod(TestContext test) {
        enter(test);
        if (test.hasApplicationContext()
                && TestContextAnnotationUtils.hasAnnotation(test.getTestClass(), AutoConfigureFreshet.class)) {
            empty(test.getApplicationContext());
        }
    }

    private static void enter(TestContext test) {
        if (test.hasApplicationContext()) {
            TestedApplication.enter(test.getApplicationContext());
        }
    }

    private static void empty(ApplicationContext application) {
        Freshet freshet = application.getBeanProvider(Freshet.class).getIfUnique();
        if (freshet != null) {
            if (!Leases.tryAwait(freshet)) {
                LOG.warn(
                        "A test begins although its caches serve nothing, since their shared tier or database does not answer: "
                                + freshet.status());
            }
            ReadNames.await(application);
            freshet.invalidateAll();
            TestedApplication.forget(freshet);
        }
    }

    @Override
    public void afterTestMethod(TestContext test) {
        TestedApplication.leave();
    }
}
