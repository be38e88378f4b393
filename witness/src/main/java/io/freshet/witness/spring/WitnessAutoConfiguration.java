package io.freshet.witness.spring;

import io.freshet.Freshet;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.configure.FreshetAutoConfiguration;
import io.freshet.spring.declare.Opening;
import io.freshet.spring.method.Advisors;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.witness.account.Witness;
import io.freshet.witness.account.WitnessLimits;
import org.springframework.aop.Advisor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import javax.sql.DataSource;

/** The witness, where it is asked for. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnBooleanProperty("freshet.witness.enabled")
@ConditionalOnBean(Freshet.class)
public class WitnessAutoConfiguration {

    @Bean(destroyMethod = "close")
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Witness freshetWitness(FreshetProperties properties) {
        FreshetProperties.Witness settings = properties.witness();
        return new Witness(
                settings.waits()
                        ? WitnessLimits.everything(properties.bound())
                        : new WitnessLimits(
                                false, settings.share(), settings.rate(), settings.keys(), properties.bound()));
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static WitnessedCalls freshetWitnessedCalls(Opening.Calls calls, ObjectProvider<Witness> witness) {
        return new WitnessedCalls(calls, witness::getObject);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor freshetWitnessOfCalls(WitnessedCalls calls) {
        return Advisors.aroundCached(new CallInterceptor(calls), Advisors.CACHED_ORDER - 1);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor freshetWitnessOfLoads(WitnessedCalls calls) {
        return Advisors.aroundCached(new LoadInterceptor(calls), Advisors.CACHED_ORDER + 1);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor freshetWitnessOfEntryPoints() {
        DefaultPointcutAdvisor advisor =
                new DefaultPointcutAdvisor(new EntryPointPointcut(), new EntryPointInterceptor());
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return advisor;
    }

    @Bean
    WitnessReports freshetWitnessReports(
            Witness witness,
            FreshetProperties properties,
            Environment environment,
            ObjectProvider<Freshet> freshet,
            ObjectProvider<CodecFactory> codecs,
            ObjectProvider<DataSource> database) {
        return new WitnessReports(witness, properties.witness(), environment, freshet, codecs, database);
    }

    /** Requests are named by their handlers. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebMvcConfigurer.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class Web {

        @Bean
        WebMvcConfigurer freshetWitnessOfRequests() {
            return new WebMvcConfigurer() {
                @Override
                public void addInterceptors(InterceptorRegistry registry) {
                    registry.addInterceptor(new RequestInterceptor()).order(Ordered.HIGHEST_PRECEDENCE);
                }
            };
        }
    }

    /** The endpoint. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
    static class Actuator {

        @Bean
        @ConditionalOnAvailableEndpoint(endpoint = WitnessEndpoint.class)
        WitnessEndpoint freshetWitnessEndpoint(WitnessReports reports) {
            return new WitnessEndpoint(reports);
        }
    }
}
