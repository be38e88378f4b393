package io.freshet.spring.configure;

import io.freshet.redis.RedisRemote;
import io.freshet.remote.CodecFactory;
import io.freshet.spring.redis.BootRedis;
import io.freshet.spring.redis.NamedCodecs;
import io.freshet.spring.redis.SharedTier;
import io.freshet.spring.settings.CodecChoice;
import io.freshet.spring.settings.FreshetProperties;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Redis as the shared tier, where {@code spring.data.redis} says it is. */
@AutoConfiguration(after = DataRedisAutoConfiguration.class)
@ConditionalOnClass({RedisRemote.class, DataRedisAutoConfiguration.class})
@ConditionalOnBooleanProperty(name = "freshet.enabled", matchIfMissing = true)
@Conditional(ModeCondition.Invalidating.class)
@ConditionalOnBean(DataRedisConnectionDetails.class)
public class SharedTierAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    SharedTier freshetSharedTier(
            DataRedisConnectionDetails details, DataRedisProperties redis, FreshetProperties properties) {
        return new BootRedis(
                details,
                new BootRedis.Client(
                        redis.getClientName(), redis.getTimeout(), redis.getConnectTimeout(), redis.getUrl()),
                properties.redis().keyPrefix(),
                properties.partitions());
    }

    @Bean
    @ConditionalOnMissingBean
    CodecFactory freshetCodecs() {
        return NamedCodecs.json();
    }

    @Bean
    CodecChoice freshetNamedCodecs(
            ObjectProvider<CodecFactory> codecs, ListableBeanFactory beans, FreshetProperties properties) {
        CodecFactory usual = codecs.getIfUnique(NamedCodecs::json);
        return new NamedCodecs(
                usual,
                () -> beans.getBeansOfType(CodecFactory.class),
                properties.kryo().classes());
    }
}
