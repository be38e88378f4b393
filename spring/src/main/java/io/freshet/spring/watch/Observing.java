package io.freshet.spring.watch;

import io.freshet.spring.watch.account.Finding;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;

/** Says in the log that caches are observed, what is found when it is found first, and what there was when the application ends. Thread-safe. */
public final class Observing implements SmartInitializingSingleton, DisposableBean {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final WatchReport report;
    private final double rate;

    /** @param rate how many comparisons a second are begun at the most */
    public Observing(WatchReport report, double rate) {
        this.report = report;
        this.rate = rate;
    }

    /** Something was found that is the first of its kind for its cache. */
    public static void found(Finding finding) {
        LOG.warn("Freshet has found " + finding.kind().text() + ". " + finding.sentence() + ". "
                + finding.kind().remedy()
                + ". More of the kind in this cache are counted, and told by /actuator/freshetobserve");
    }

    @Override
    public void afterSingletonsInstantiated() {
        LOG.info("Freshet observes the caches of this application (freshet.mode=observe) and changes nothing: up to "
                + rate
                + " times a second a cached method is called again, to compare what it answers with what was served");
    }

    @Override
    public void destroy() {
        LOG.info(report.summary());
    }
}
