package io.freshet.witness.shop;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Requests that write. */
@RestController
public class ShopController {

    private final ShopWrites writes;

    ShopController(ShopWrites writes) {
        this.writes = writes;
    }

    @PostMapping("/offers/{id}/raise")
    public void raise(@PathVariable int id) {
        writes.raise(id);
    }
}
