package io.freshet.salon.demo;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

import java.util.List;

/**
 * What the page of the demo is told.
 *
 * @param instances the addresses that it shows side by side
 * @param users who may be tried
 */
@ConfigurationProperties("salon.demo")
record DemoProperties(
        @DefaultValue List<String> instances, @DefaultValue List<DemoUser> users) {

    DemoProperties {
        instances = List.copyOf(instances);
        users = List.copyOf(users);
    }
}
