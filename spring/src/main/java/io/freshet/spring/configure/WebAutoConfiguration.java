package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.spring.web.CacheHeaderFilter;
import io.freshet.spring.web.ResponseMarks;
import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responses say how they were answered, if {@code freshet.web.headers} is set. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Freshet.class)
@ConditionalOnBooleanProperty("freshet.web.headers")
public class WebAutoConfiguration {

    @Bean
    ResponseMarks freshetResponseMarks() {
        return new ResponseMarks();
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 100)
    CacheHeaderFilter freshetCacheHeaderFilter(ResponseMarks marks) {
        return new CacheHeaderFilter(marks);
    }
}
