package io.freshet.salon.session;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.stereotype.Component;

import java.time.Duration;

/**
 * How long whatever is no cache waits for Redis: a second unless {@code spring.data.redis.timeout} says otherwise, in place of the minute that Lettuce
 * would. Freshet has connections and times of its own.
 */
@Component
class RedisPatience implements LettuceClientConfigurationBuilderCustomizer {

    private final Duration patience;

    RedisPatience(@Value("${spring.data.redis.timeout:1s}") Duration patience) {
        this.patience = patience;
    }

    @Override
    public void customize(LettuceClientConfigurationBuilder builder) {
        builder.commandTimeout(patience);
    }
}
