package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.spring.cache.FreshetCacheManager;
import io.freshet.spring.database.WriteCapture;
import io.freshet.spring.doctor.Doctor;
import io.freshet.spring.doctor.DoctorEndpoint;
import io.freshet.spring.redis.SharedTier;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

import java.util.Set;
import java.util.stream.Collectors;

/** The doctor, where Actuator can ask it. */
@AutoConfiguration(after = {FreshetAutoConfiguration.class, SpringCacheAutoConfiguration.class})
@ConditionalOnBean(Freshet.class)
@ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
public class DoctorAutoConfiguration {

    @Bean
    @ConditionalOnAvailableEndpoint(endpoint = DoctorEndpoint.class)
    @ConditionalOnMissingBean
    DoctorEndpoint freshetDoctorEndpoint(
            Freshet freshet,
            ObjectProvider<WriteCapture> capture,
            ObjectProvider<SharedTier> sharedTier,
            ObjectProvider<FreshetCacheManager> springCaches,
            FreshetProperties properties,
            Environment environment) {
        return new DoctorEndpoint(new Doctor(
                freshet,
                capture.getIfAvailable(() -> WriteCapture.none("nobody writes")),
                sharedTier.getIfUnique() != null,
                () -> names(springCaches),
                properties,
                environment));
    }

    private static Set<String> names(ObjectProvider<FreshetCacheManager> managers) {
        return managers.stream()
                .flatMap(manager -> manager.getCacheNames().stream())
                .collect(Collectors.toSet());
    }
}
