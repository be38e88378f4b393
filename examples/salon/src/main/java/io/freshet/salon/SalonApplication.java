package io.freshet.salon;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The backend of a salon chain: point of sale, catalog, expenses and the dashboards over them. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SalonApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(SalonApplication.class, arguments);
    }
}
