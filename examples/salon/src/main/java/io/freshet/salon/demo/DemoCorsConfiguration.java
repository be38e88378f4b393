package io.freshet.salon.demo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

import java.util.List;

/** Lets the page of one demo instance call the others, and nobody else. */
@Configuration(proxyBeanMethods = false)
class DemoCorsConfiguration {

    @Bean
    CorsConfigurationSource corsConfigurationSource(DemoProperties properties) {
        var source = new UrlBasedCorsConfigurationSource();
        if (!properties.instances().isEmpty()) {
            source.registerCorsConfiguration("/api/**", allow(properties.instances()));
        }
        return source;
    }

    private static CorsConfiguration allow(List<String> origins) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(origins);
        cors.setAllowedMethods(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of("*"));
        cors.setExposedHeaders(List.of("Server-Timing", "X-Queries", "X-Cache", "ETag"));
        return cors;
    }
}
