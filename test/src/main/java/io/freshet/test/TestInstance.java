package io.freshet.test;

import io.freshet.FreshetBuilder;
import io.freshet.remote.CodecFactory;
import io.freshet.remote.InProcessRemote;
import io.freshet.spring.redis.NamedCodecs;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.util.ClassUtils;

import java.util.function.Supplier;

/** Gives the instance of a test its clock and, if that is simulated, its shared tier. */
final class TestInstance implements BeanPostProcessor {

    private static final boolean HAS_JSON =
            ClassUtils.isPresent("io.freshet.redis.RedisRemote", TestInstance.class.getClassLoader());

    private final boolean isSimulated;
    private final Supplier<TestTicker> ticker;
    private final ObjectProvider<CodecFactory> codecs;

    TestInstance(boolean isSimulated, Supplier<TestTicker> ticker, ObjectProvider<CodecFactory> codecs) {
        this.isSimulated = isSimulated;
        this.ticker = ticker;
        this.codecs = codecs;
    }

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof FreshetBuilder builder) {
            builder.time(ticker.get(), ticker.get().clock());
            if (isSimulated) {
                simulate(builder);
            }
        }
        return bean;
    }

    private void simulate(FreshetBuilder builder) {
        builder.remote(new InProcessRemote().connect());
        CodecFactory own = codecs.getIfUnique();
        if (own != null || HAS_JSON) {
            builder.codecs(own == null ? Json.codecs() : own);
        }
    }

    /** Loaded only where there is JSON. */
    private static final class Json {

        static CodecFactory codecs() {
            return NamedCodecs.json();
        }
    }
}
