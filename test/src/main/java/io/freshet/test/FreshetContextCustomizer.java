package io.freshet.test;

import io.freshet.Freshet;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.redis.SharedTier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

import java.util.function.Supplier;

/**
 * Sets up the shared tier and the clock of a test's application. Tests that are otherwise alike share their context.
 *
 * @param tier which shared tier it has
 */
record FreshetContextCustomizer(TestTier tier) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        register(
                beans,
                "freshetTestTicker",
                TestTicker.class,
                () -> new TestTicker(beans.getBeanProvider(Freshet.class)));
        register(
                beans,
                "freshetTestInstance",
                TestInstance.class,
                () -> new TestInstance(
                        tier == TestTier.SIMULATED,
                        () -> beans.getBean(TestTicker.class),
                        beans.getBeanProvider(CodecFactory.class)));
        if (tier == TestTier.SIMULATED) {
            context.addBeanFactoryPostProcessor(FreshetContextCustomizer::removeSharedTier);
        } else if (tier == TestTier.EMBEDDED) {
            if (!ClassUtils.isPresent(
                            "io.freshet.testkit.server.RealRedis", getClass().getClassLoader())
                    || !ClassUtils.isPresent(
                            "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails",
                            getClass().getClassLoader())) {
                throw new IllegalStateException(
                        "A test with tier = EMBEDDED starts a redis-server, for which the class path lacks something: add"
                                + " io.freshet:freshet-testkit with scope test, and spring-boot-starter-data-redis; or take"
                                + " tier = SIMULATED, which needs neither");
            }
            EmbeddedRedis.use(context);
        }
    }

    static <T> void register(ConfigurableListableBeanFactory beans, String name, Class<T> type, Supplier<T> made) {
        RootBeanDefinition definition = new RootBeanDefinition(type, made);
        definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
        ((BeanDefinitionRegistry) beans).registerBeanDefinition(name, definition);
    }

    /** When all definitions are there: the application's own too. */
    private static void removeSharedTier(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanNamesForType(SharedTier.class, true, false)) {
            ((BeanDefinitionRegistry) beans).removeBeanDefinition(name);
        }
    }
}
