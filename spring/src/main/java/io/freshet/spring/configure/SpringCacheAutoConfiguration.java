package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.read.Surroundings;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.cache.CacheFactory;
import io.freshet.spring.cache.DeclaredOperations;
import io.freshet.spring.cache.FencedCaching;
import io.freshet.spring.cache.FreshetCacheManager;
import io.freshet.spring.cache.KeyText;
import io.freshet.spring.declare.EarlyCaches;
import io.freshet.spring.redis.NamedCodecs;
import io.freshet.spring.redis.SharedTier;
import io.freshet.spring.settings.CacheSettings;
import io.freshet.spring.settings.CodecChoice;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.Setting;
import io.freshet.spring.transaction.CommitPhase;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

import java.time.Duration;
import java.util.List;

/** Spring's own caches are Freshet's, unless the application or {@code spring.cache.type} says otherwise. */
@AutoConfiguration(
        after = FreshetAutoConfiguration.class,
        beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBooleanProperty(
        name = {"freshet.enabled", "freshet.spring-cache.enabled"},
        matchIfMissing = true)
@Conditional({CacheTypeIsOpen.class, ModeCondition.On.class})
@ConditionalOnBean(CacheAspectSupport.class)
public class SpringCacheAutoConfiguration {

    private static final String MANAGER = "cacheManager";
    private static final String INSIDE = "freshetCacheWritesAdvisor";

    /** The manager, where there is no other. */
    @Configuration(proxyBeanMethods = false)
    @Order(1)
    @ConditionalOnMissingBean(value = CacheManager.class, name = "cacheResolver")
    static class Manager {

        /** Without the instance, which may need what needs this. */
        @Bean(MANAGER)
        FreshetCacheManager freshetCacheManager(ObjectProvider<CacheFactory> factory, Environment environment) {
            List<String> names = Binder.get(environment)
                    .bind("spring.cache.cache-names", Bindable.listOf(String.class))
                    .orElse(List.of());
            return new FreshetCacheManager(SingletonSupplier.of(factory::getObject), names);
        }

        @Bean
        CacheFactory freshetCacheFactory(
                Freshet freshet,
                FreshetProperties properties,
                CacheSettings settings,
                ObjectProvider<SharedTier> sharedTier,
                ObjectProvider<CodecChoice> choice,
                ObjectProvider<CodecFactory> codecs,
                ObjectProvider<KeyText> keyTexts,
                Surroundings surroundings,
                CommitPhase phase,
                Environment environment) {
            return new CacheFactory(
                    freshet,
                    settings,
                    sharedTier.getIfUnique() == null ? null : usual(choice.getIfAvailable(), codecs),
                    keyTexts.orderedStream().toList(),
                    surroundings,
                    phase,
                    timeToLive(properties, environment),
                    Binder.get(environment)
                            .bind("spring.cache.redis.cache-null-values", Boolean.class)
                            .orElse(true));
        }

        /** As with caches of {@code @Cached}: of several, none is the usual one unless it is named. */
        private static @Nullable CodecFactory usual(@Nullable CodecChoice choice, ObjectProvider<CodecFactory> codecs) {
            return choice == null ? OnlyBean.of(CodecFactory.class, codecs) : codecs.getIfUnique(NamedCodecs::json);
        }

        private static Setting<Duration> timeToLive(FreshetProperties properties, Environment environment) {
            Duration ofRedis = Binder.get(environment)
                    .bind("spring.cache.redis.time-to-live", Duration.class)
                    .orElse(null);
            if (ofRedis != null) {
                return new Setting<>(ofRedis, "spring.cache.redis.time-to-live");
            }
            Duration ofAll = properties.defaults().ttl();
            return ofAll != null
                    ? new Setting<>(ofAll, "freshet.defaults.ttl")
                    : new Setting<>(properties.springCache().ttl(), "freshet.spring-cache.ttl");
        }
    }

    /**
     * The annotated methods of this context, whose manager may be that of a parent. Looked at when that of this one is known. The work is divided where it
     * is done: methods of a context that does not enable caching are its parent's work.
     */
    @Configuration(proxyBeanMethods = false)
    @Order(2)
    @ConditionalOnBean(FreshetCacheManager.class)
    @ConditionalOnMissingBean(
            value = CacheManager.class,
            ignored = FreshetCacheManager.class,
            search = SearchStrategy.CURRENT)
    static class Annotations {

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnBean(value = CacheAspectSupport.class, search = SearchStrategy.CURRENT)
        static FencedCaching freshetFencedCaching(BeanFactory beans) {
            return new FencedCaching(beans);
        }

        @Bean(INSIDE)
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnBean(value = CacheAspectSupport.class, search = SearchStrategy.CURRENT)
        static Advisor freshetCacheWritesAdvisor(FencedCaching fenced) {
            return fenced.inside();
        }

        @Bean
        EarlyCaches freshetSpringCaches(ConfigurableListableBeanFactory beans, FreshetCacheManager manager) {
            return new DeclaredOperations(beans, manager, MANAGER);
        }
    }

    /** A context with another manager than its parent: what its methods put and evict is not in the parent's caches. */
    @Configuration(proxyBeanMethods = false)
    @Order(3)
    @ConditionalOnBean(value = CacheAspectSupport.class, search = SearchStrategy.CURRENT)
    @ConditionalOnMissingBean(name = INSIDE, search = SearchStrategy.CURRENT)
    static class OtherManager {

        /** In place of the parent's. */
        @Bean(INSIDE)
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        @ConditionalOnBean(name = INSIDE)
        static Advisor freshetNoCacheWritesAdvisor() {
            return FencedCaching.nothing();
        }
    }
}
