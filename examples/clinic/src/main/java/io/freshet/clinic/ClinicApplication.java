package io.freshet.clinic;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.EnableCaching;

/** The application. Nothing in it names the cache that it runs on. */
@SpringBootApplication
@EnableCaching
public class ClinicApplication {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(ClinicApplication.class, arguments);
    }
}
