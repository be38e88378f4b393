package io.freshet.console.configure;

import io.freshet.console.web.Gate;
import io.freshet.spring.settings.FreshetProperties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Says where the console is, and who is answered there, when the application is ready. */
final class ConsoleAddress implements ApplicationListener<ApplicationReadyEvent> {

    private static final Log LOG = LogFactory.getLog("io.freshet");

    private final FreshetProperties properties;
    private final Gate gate;

    ConsoleAddress(FreshetProperties properties, Gate gate) {
        this.properties = properties;
        this.gate = gate;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        Environment environment = event.getApplicationContext().getEnvironment();
        String port = environment.getProperty(ManagementPort.name(environment), "");
        LOG.info("The console is at http://localhost" + (port.isEmpty() ? "" : ":" + port)
                + ManagementPort.base(environment)
                + properties.console().path() + ", for: " + gate.describe());
    }
}
