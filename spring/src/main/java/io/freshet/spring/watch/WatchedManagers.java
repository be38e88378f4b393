package io.freshet.spring.watch;

import io.freshet.spring.watch.account.Watch;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.cache.CacheManager;
import org.springframework.core.Ordered;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Puts a {@link Twin} before each cache manager of the application, whose caches have twins that tell what is done with them. Thread-safe. */
public final class WatchedManagers implements BeanPostProcessor, Ordered {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final Supplier<Watch> watch;
    private final List<String> unseen = new CopyOnWriteArrayList<>();
    private volatile boolean isOnly = true;
    private volatile String first = "";

    /** @param watch asked for when the first cache is */
    public WatchedManagers(Supplier<Watch> watch) {
        this.watch = watch;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (!(bean instanceof CacheManager manager) || Twin.isOne(bean, ManagerAnswers.class)) {
            return bean;
        }
        if (first.isEmpty()) {
            first = beanName;
        } else {
            isOnly = false;
        }
        return Twin.of(bean, new ManagerAnswers(manager, new WatchedCaches(prefix(beanName), watch, this::unseen)))
                .orElseGet(() -> {
                    unseen("the cache manager '" + beanName + "'", bean.getClass());
                    return bean;
                });
    }

    /** Caches of the first manager have their own names, those of others begin with their manager's. */
    private String prefix(String beanName) {
        return isOnly ? "" : beanName + ":";
    }

    /** What is not observed, in words. */
    public List<String> unseen() {
        return List.copyOf(unseen);
    }

    private void unseen(String what, Class<?> type) {
        String text = what + ", whose class " + type.getName() + " cannot be extended";
        if (!unseen.contains(text)) {
            unseen.add(text);
            LOG.warn("Freshet does not observe " + text + ": make it neither final nor private");
        }
    }

    /** Last, so that what others put before a manager is observed too. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
