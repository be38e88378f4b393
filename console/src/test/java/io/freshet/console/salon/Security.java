package io.freshet.console.salon;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import java.util.List;

/** Who may do what, where the salon has Spring Security. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("salon.secured")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
class Security {

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/freshet/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .httpBasic(basic -> {})
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(all());
    }

    /** Whoever there is, all with the same password. */
    static List<UserDetails> all() {
        return List.of(
                user("vera", "FRESHET_VIEWER"),
                user("otto", "FRESHET_OPERATOR"),
                user("ada", "FRESHET_ADMIN"),
                user("stranger", "CLERK"));
    }

    private static UserDetails user(String name, String role) {
        return User.withUsername(name).password("{noop}secret").roles(role).build();
    }
}
