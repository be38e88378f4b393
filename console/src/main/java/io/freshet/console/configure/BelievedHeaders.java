package io.freshet.console.configure;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.cloud.CloudPlatform;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells whether the server believes what headers say of where requests come from. Then whoever sends such a header chooses an address, and nothing is left
 * of the one that the connection has. What filters believe does not matter: the console looks at requests as they were before.
 */
final class BelievedHeaders {

    private static final String STRATEGY = "server.forward-headers-strategy";
    private static final List<String> OF_TOMCAT =
            List.of("server.tomcat.remoteip.remote-ip-header", "server.tomcat.remoteip.protocol-header");

    /** By that name Spring WebFlux looks for it. */
    private static final String TRANSFORMER = "forwardedHeaderTransformer";

    private BelievedHeaders() {}

    /** Why they are believed, as goes on after "since"; empty if they are not. */
    static Optional<String> why(Environment environment, ConfigurableListableBeanFactory beans) {
        String strategy = environment.getProperty(STRATEGY, "").strip().toLowerCase(Locale.ROOT);
        CloudPlatform platform = CloudPlatform.getActive(environment);
        if (strategy.equals("native")) {
            return Optional.of(STRATEGY + " is native");
        } else if (strategy.isEmpty() && platform != null && platform.isUsingForwardHeaders()) {
            return Optional.of("the application runs on " + platform + " and " + STRATEGY + " is not set");
        } else if (beans.containsBean(TRANSFORMER)) {
            return Optional.of(
                    strategy.equals("framework")
                            ? STRATEGY + " is framework"
                            : "the application has a bean " + TRANSFORMER);
        }
        return OF_TOMCAT.stream()
                .filter(name -> StringUtils.hasText(environment.getProperty(name)))
                .map(name -> name + " is set")
                .findFirst();
    }
}
