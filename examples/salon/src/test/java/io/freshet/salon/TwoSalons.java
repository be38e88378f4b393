package io.freshet.salon;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Two instances of the salon with the demo data, on the same servers. They know each other's address. */
final class TwoSalons implements AutoCloseable {

    private final List<ConfigurableApplicationContext> instances = new ArrayList<>();
    private final List<String> origins;

    private TwoSalons(List<String> origins) {
        this.origins = origins;
    }

    static TwoSalons start() throws IOException {
        var servers =
                LocalServers.start().entrySet().stream().map(property -> property.getKey() + "=" + property.getValue());
        var ports = List.of(LocalServers.freePort(), LocalServers.freePort());
        var salons = new TwoSalons(
                ports.stream().map(port -> "http://localhost:" + port).toList());
        var common = Stream.concat(
                        servers,
                        Stream.of(
                                "spring.profiles.active=demo",
                                "salon.demo.instances=" + String.join(",", salons.origins)))
                .toList();
        ports.forEach(port -> salons.run(common, port));
        return salons;
    }

    private void run(List<String> properties, int port) {
        var arguments = Stream.concat(properties.stream(), Stream.of("server.port=" + port))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        instances.add(new SpringApplication(SalonApplication.class, OneDay.class).run(arguments));
    }

    String first() {
        return origins.get(0);
    }

    String second() {
        return origins.get(1);
    }

    @Override
    public void close() {
        instances.forEach(ConfigurableApplicationContext::close);
    }
}
