package io.freshet.salon.demo;

import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Tells the page where the instances are, and who may be tried. */
@RestController
@RequestMapping("/api/demo")
class DemoController {

    private final DemoProperties properties;

    DemoController(DemoProperties properties) {
        this.properties = properties;
    }

    @GetMapping("/instances")
    @SecurityRequirements
    List<String> instances() {
        return properties.instances();
    }

    @GetMapping("/users")
    @SecurityRequirements
    List<DemoUser> users() {
        return properties.users();
    }
}
