package io.freshet.console.configure;

import io.freshet.console.service.Identity;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/** Where this instance is, as far as it can tell. The port is asked for each time, since it is known only when the application is ready. */
final class Whereabouts {

    private final Environment environment;
    private final String path;
    private final @Nullable String address;
    private final String machine = machine();
    private volatile @Nullable Place place;

    /** @param address where its console is said to be for a browser; null if that is not said */
    Whereabouts(Environment environment, String path, @Nullable String address) {
        this.environment = environment;
        this.path = path;
        this.address = address;
    }

    Identity identity(Instant startedAt) {
        return new Identity(
                this::host, this::address, environment.getProperty("spring.application.version"), startedAt);
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private @Nullable String host() {
        Place known = place();
        return known == null ? null : known.host;
    }

    private @Nullable String address() {
        Place known = place();
        return known == null ? address : known.address;
    }

    /** Looked up once, as soon as the server has a port: settings are looked for in many places. */
    private @Nullable Place place() {
        Place known = place;
        if (known == null) {
            String port = port();
            if (port != null) {
                known = new Place(machine.isEmpty() ? null : machine + ":" + port, addressAt(port));
                place = known;
            }
        }
        return known;
    }

    /** What is not said is known where people develop: on their own machine. */
    private @Nullable String addressAt(String port) {
        return address != null || !Development.isHere(environment)
                ? address
                : "http://localhost:" + port + ManagementPort.base(environment) + path;
    }

    private @Nullable String port() {
        return environment.getProperty(ManagementPort.name(environment));
    }

    private record Place(@Nullable String host, @Nullable String address) {}
}
