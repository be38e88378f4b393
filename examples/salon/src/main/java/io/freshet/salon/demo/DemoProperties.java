package io.freshet.salon.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/** The addresses of the instances that the demo page shows side by side. */
@ConfigurationProperties("salon.demo")
record DemoProperties(@DefaultValue List<String> instances) {

    DemoProperties {
        instances = List.copyOf(instances);
    }
}
