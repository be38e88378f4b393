package io.freshet.console.configure;

import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.util.ClassUtils;

/** Tells whether an application runs where it is developed. */
final class Development {

    private static final String DEVTOOLS = "org.springframework.boot.devtools.RemoteSpringApplication";

    private Development() {}

    /** With Boot's DevTools, which a packaged application does not have, or in a profile of one of the usual names. */
    static boolean isHere(Environment environment) {
        return ClassUtils.isPresent(DEVTOOLS, Development.class.getClassLoader())
                || environment.acceptsProfiles(Profiles.of("dev", "development", "local"));
    }
}
