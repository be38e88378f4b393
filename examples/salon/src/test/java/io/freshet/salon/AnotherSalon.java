package io.freshet.salon;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

import java.util.stream.Stream;

/** One more instance of a salon, on the same servers and with the same patience, as all instances of a fleet must have. Whoever starts it closes it. */
final class AnotherSalon {

    private AnotherSalon() {}

    static ConfigurableApplicationContext beside(Environment first) {
        var arguments = Stream.concat(
                Stream.of("--server.port=0"),
                Stream.of(
                                "spring.datasource.url",
                                "spring.data.redis.port",
                                "freshet.bound",
                                "freshet.remote-timeout",
                                "spring.data.redis.timeout",
                                "salon.session.token-check")
                        .map(property -> "--" + property + "=" + first.getRequiredProperty(property)));
        return new SpringApplicationBuilder(SalonApplication.class, OneDay.class)
                .profiles("demo")
                .run(arguments.toArray(String[]::new));
    }
}
