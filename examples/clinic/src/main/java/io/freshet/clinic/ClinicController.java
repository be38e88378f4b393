package io.freshet.clinic;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** The clinic over HTTP. Thread-safe. */
@RestController
public class ClinicController {

    private final Owners owners;
    private final Vets vets;
    private final Visits visits;

    /** Of these services. */
    public ClinicController(Owners owners, Vets vets, Visits visits) {
        this.owners = owners;
        this.vets = vets;
        this.visits = visits;
    }

    /** One owner. */
    @GetMapping("/owners/{id}")
    public Owner owner(@PathVariable("id") int id) {
        return owners.find(id);
    }

    /** Gives an owner another name. */
    @PutMapping("/owners/{id}/name")
    public void rename(@PathVariable("id") int id, @RequestBody String name) {
        owners.rename(id, name);
    }

    /** All vets. */
    @GetMapping("/vets")
    public List<Vet> vets() {
        return vets.all();
    }

    /** The visits of a pet. */
    @GetMapping("/pets/{id}/visits")
    public List<Visit> visits(@PathVariable("id") int pet) {
        return visits.of(pet);
    }

    /** Notes a visit. */
    @PostMapping("/visits")
    public void visit(@RequestBody Visit visit) {
        visits.add(visit);
    }
}
