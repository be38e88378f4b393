package io.freshet.spring.configure;

import io.freshet.capture.jdbc.CapturedDataSource;
import io.freshet.spring.database.WatchedDataSources;
import io.freshet.spring.declare.OwnAnnotations;
import io.freshet.spring.method.CallerContext;
import io.freshet.spring.settings.CacheSettings;
import io.freshet.spring.settings.ConfigurationMistakesException;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.Mistake;
import io.freshet.spring.watch.ObserveEndpoint;
import io.freshet.spring.watch.ObserveMeters;
import io.freshet.spring.watch.Observing;
import io.freshet.spring.watch.SourceListener;
import io.freshet.spring.watch.WatchReport;
import io.freshet.spring.watch.WatchThread;
import io.freshet.spring.watch.WatchedCaching;
import io.freshet.spring.watch.WatchedManagers;
import io.freshet.spring.watch.account.Watch;
import io.freshet.spring.watch.account.WatchLimits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskDecorator;
import org.springframework.util.function.SingletonSupplier;

import java.util.List;

/** The application's own caches are watched, where that is all that is asked for. */
@AutoConfiguration
@Conditional(ModeCondition.Observing.class)
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@EnableConfigurationProperties(FreshetProperties.class)
public class ObserveAutoConfiguration {

    @Bean(destroyMethod = "close")
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WatchThread freshetWatchThread() {
        return new WatchThread();
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Watch freshetWatch(FreshetProperties properties, Environment environment, WatchThread thread) {
        List<Mistake> mistakes = new CacheSettings(properties, environment, null).withoutCaches();
        if (!mistakes.isEmpty()) {
            throw new ConfigurationMistakesException(mistakes);
        }
        FreshetProperties.Observing settings = properties.observe();
        return new Watch(
                new WatchLimits(settings.share(), settings.rate(), settings.grace(), settings.entries()),
                System::nanoTime,
                thread,
                Observing::found);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WatchedManagers freshetWatchedManagers(ObjectProvider<Watch> watch) {
        return new WatchedManagers(SingletonSupplier.of(watch::getObject));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WatchedCaching freshetWatchedCaching(ObjectProvider<Watch> watch, ObjectProvider<TaskDecorator> decorators) {
        return new WatchedCaching(
                SingletonSupplier.of(watch::getObject),
                SingletonSupplier.of(
                        () -> new CallerContext(decorators.orderedStream().toList())));
    }

    @Bean
    OwnAnnotations freshetOwnAnnotations(ConfigurableListableBeanFactory beans) {
        return new OwnAnnotations(beans);
    }

    @Bean
    WatchReport freshetWatchReport(Watch watch, WatchedManagers managers) {
        return new WatchReport(watch, managers::unseen);
    }

    @Bean
    Observing freshetObserving(WatchReport report, FreshetProperties properties) {
        return new Observing(
                report, properties.observe().share() > 0 ? properties.observe().rate() : 0);
    }

    /** What is read and written is heard. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CapturedDataSource.class)
    static class Sources {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static WatchedDataSources freshetWatchedDataSources(
                ObjectProvider<Watch> watch, ObjectProvider<WatchThread> thread) {
            SingletonSupplier<Watch> present = SingletonSupplier.of(watch::getObject);
            return new WatchedDataSources(source -> new SourceListener(
                    source, present, work -> thread.getObject().execute(work)));
        }
    }

    /** Meters. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterBinder.class)
    static class Meters {

        @Bean
        ObserveMeters freshetObserveMeters(Watch watch) {
            return new ObserveMeters(watch);
        }
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint(endpoint = ObserveEndpoint.class)
        @ConditionalOnMissingBean
        ObserveEndpoint freshetObserveEndpoint(WatchReport report) {
            return new ObserveEndpoint(report);
        }
    }
}
