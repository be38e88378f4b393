package io.freshet.salon.auth;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.HandlerExceptionResolver;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.security.config.Customizer.withDefaults;

/** Which paths are open. {@link RoleRules} has which roles the others need. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] PAGES = {"/", "/index.html", "/css/**", "/js/**", "/favicon.ico", "/error"};
    private static final String[] API_DESCRIPTION = {"/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs/**"};

    private final String[] openPaths;

    SecurityConfiguration(@Value("${salon.open-paths}") String[] openPaths) {
        this.openPaths = openPaths;
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http, @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .cors(withDefaults())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(this::authorize)
                .oauth2ResourceServer(server -> server.jwt(withDefaults())
                        .authenticationEntryPoint(
                                (request, response, e) -> problems.resolveException(request, response, null, e))
                        .accessDeniedHandler(
                                (request, response, e) -> problems.resolveException(request, response, null, e)))
                .build();
    }

    private void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers(PAGES).permitAll();
        requests.requestMatchers(API_DESCRIPTION).permitAll();
        requests.requestMatchers(openPaths).permitAll();
        requests.requestMatchers(POST, "/api/auth/login", "/api/auth/refresh").permitAll();
        requests.requestMatchers(GET, "/api/demo/instances", "/api/demo/users").permitAll();
        RoleRules.apply(requests);
        requests.anyRequest().authenticated();
    }
}
