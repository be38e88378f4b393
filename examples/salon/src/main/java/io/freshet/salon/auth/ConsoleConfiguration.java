package io.freshet.salon.auth;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

import java.util.List;
import java.util.Locale;

import static org.springframework.security.config.Customizer.withDefaults;

/**
 * Who may look at the console: those who run the chain, who are none of a salon's users. A browser asks them for their password, since it cannot send
 * the salon's tokens when it opens a page. Without a password in the settings there is nobody.
 */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    private static final List<String> USERS = List.of("viewer", "operator", "admin");

    @Bean
    @Order(0)
    SecurityFilterChain consoleFilterChain(HttpSecurity http, ConsoleProperties properties, PasswordEncoder passwords) {
        var users = new InMemoryUserDetailsManager(
                properties.password().isBlank() ? List.of() : users(properties.password(), passwords));
        var provider = new DaoAuthenticationProvider(users);
        provider.setPasswordEncoder(passwords);
        return http.securityMatcher("/freshet", "/freshet/**")
                .authenticationManager(new ProviderManager(provider))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .httpBasic(withDefaults())
                .build();
    }

    private static List<UserDetails> users(String password, PasswordEncoder passwords) {
        return USERS.stream()
                .map(name -> User.withUsername(name)
                        .password(passwords.encode(password))
                        .roles("FRESHET_" + name.toUpperCase(Locale.ROOT))
                        .build())
                .toList();
    }
}
