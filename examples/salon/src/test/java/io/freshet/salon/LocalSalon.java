package io.freshet.salon;

import org.springframework.boot.SpringApplication;

/** Starts the salon with the demo data on servers of its own: run it from the IDE and open http://localhost:8081. */
final class LocalSalon {

    private LocalSalon() {}

    public static void main(String[] arguments) {
        var salon = new SpringApplication(SalonApplication.class);
        salon.addInitializers(new LocalServers.Initializer());
        salon.setAdditionalProfiles("demo");
        salon.run(arguments);
    }
}
