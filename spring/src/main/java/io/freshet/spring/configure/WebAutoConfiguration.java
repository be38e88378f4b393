package io.freshet.spring.configure;

import io.freshet.Freshet;
import io.freshet.spring.settings.FreshetProperties;
import io.freshet.spring.settings.SessionTransport;
import io.freshet.spring.web.CacheHeaderFilter;
import io.freshet.spring.web.ResponseMarks;
import io.freshet.spring.web.SessionFilter;
import io.freshet.spring.web.TokenCarrier;
import io.freshet.spring.web.TokenCookie;
import io.freshet.spring.web.TokenHeader;
import jakarta.servlet.Filter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.filter.OncePerRequestFilter;

/** What requests and responses carry of the cache, where that is asked for. */
@AutoConfiguration(after = FreshetAutoConfiguration.class)
@ConditionalOnClass({Filter.class, OncePerRequestFilter.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnBean(Freshet.class)
public class WebAutoConfiguration {

    /** Responses say how they were answered. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("freshet.web.headers")
    static class Headers {

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

    /** Clients carry along what they have seen. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBooleanProperty("freshet.session.enabled")
    static class Sessions {

        /** Right after Spring Security: a stranger's token, which may be made up, must not make this instance wait. */
        private static final int AFTER_SECURITY = -99;

        @Bean
        @ConditionalOnMissingBean
        TokenCarrier freshetTokenCarrier(FreshetProperties properties) {
            return properties.session().transport() == SessionTransport.HEADER
                    ? new TokenHeader()
                    : new TokenCookie(properties.bound());
        }

        @Bean
        @Order(AFTER_SECURITY)
        SessionFilter freshetSessionFilter(Freshet freshet, TokenCarrier carrier) {
            return new SessionFilter(freshet, carrier);
        }
    }
}
