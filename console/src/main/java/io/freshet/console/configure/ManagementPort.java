package io.freshet.console.configure;

import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** Tells whether Actuator has a port of its own: then the console is there, with all else that is for those who run the application. */
final class ManagementPort {

    private static final String TYPE = "org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType";

    private ManagementPort() {}

    static boolean isApart(Environment environment) {
        return ClassUtils.isPresent(TYPE, ManagementPort.class.getClassLoader()) && Actuator.isApart(environment);
    }

    /** The property that says on which port the console is. */
    static String name(Environment environment) {
        return isApart(environment) ? "local.management.port" : "local.server.port";
    }

    /** What stands before the console's path there. */
    static String base(Environment environment) {
        return isApart(environment)
                ? environment.getProperty("management.server.base-path", "")
                : environment.getProperty(
                        "server.servlet.context-path", environment.getProperty("spring.webflux.base-path", ""));
    }

    /** Loaded only where there is an Actuator. */
    private static final class Actuator {

        static boolean isApart(Environment environment) {
            return ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
        }
    }
}
