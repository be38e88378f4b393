package io.freshet.spring.configure;

import io.freshet.redis.RedisRemote;
import io.freshet.redis.json.JsonCodecs;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.redis.BootRedis;
import io.freshet.spring.redis.SharedTier;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;

/** Redis as the shared tier, where {@code spring.data.redis} says it is. */
@AutoConfiguration(after = DataRedisAutoConfiguration.class)
@ConditionalOnClass({RedisRemote.class, DataRedisAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@ConditionalOnBean(DataRedisConnectionDetails.class)
public class SharedTierAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SharedTier freshetSharedTier(
            DataRedisConnectionDetails details, DataRedisProperties redis, FreshetProperties properties) {
        return new BootRedis(
                details,
                new BootRedis.Client(redis.getClientName(), redis.getTimeout(), redis.getConnectTimeout()),
                properties.redis().keyPrefix(),
                properties.partitions());
    }

    @Bean
    @ConditionalOnMissingBean
    CodecFactory freshetCodecs() {
        return JsonCodecs.standard();
    }
}
