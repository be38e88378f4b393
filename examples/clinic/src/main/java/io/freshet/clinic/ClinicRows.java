package io.freshet.clinic;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.util.List;

/** The tables. Thread-safe. */
@Repository
public class ClinicRows {

    private final JdbcClient database;

    /** Of this database. */
    public ClinicRows(JdbcClient database) {
        this.database = database;
    }

    /** One owner with the pets. */
    public Owner owner(int id) {
        List<Pet> pets = database.sql("SELECT id, name, (SELECT count(*) FROM visit WHERE pet_id = pet.id) AS visits FROM pet"
                        + " WHERE owner_id = ? ORDER BY name")
                .param(id)
                .query((row, number) -> new Pet(row.getInt(1), row.getString(2), row.getInt(3)))
                .list();
        return database.sql("SELECT id, name, city FROM owner WHERE id = ?")
                .param(id)
                .query((row, number) -> new Owner(row.getInt(1), row.getString(2), row.getString(3), pets))
                .single();
    }

    /** Gives an owner another name. */
    public void rename(int id, String name) {
        database.sql("UPDATE owner SET name = ? WHERE id = ?").params(name, id).update();
    }

    /** All vets, by number. */
    public List<Vet> vets() {
        return database.sql("SELECT id, name, specialty FROM vet ORDER BY id")
                .query((row, number) -> new Vet(row.getInt(1), row.getString(2), row.getString(3)))
                .list();
    }

    /** What a vet knows best. */
    public void specialize(int vet, String specialty) {
        database.sql("UPDATE vet SET specialty = ? WHERE id = ?")
                .params(specialty, vet)
                .update();
    }

    /** The visits of a pet, the latest first. */
    public List<Visit> visits(int pet) {
        return database.sql("SELECT pet_id, day, reason FROM visit WHERE pet_id = ? ORDER BY id DESC")
                .param(pet)
                .query((row, number) -> new Visit(
                        row.getInt(1), row.getDate(2).toLocalDate(), row.getString(3)))
                .list();
    }

    /** Notes a visit. */
    public void visit(Visit visit) {
        database.sql("INSERT INTO visit (pet_id, day, reason) VALUES (?, ?, ?)")
                .params(visit.pet(), java.sql.Date.valueOf(visit.day()), visit.reason())
                .update();
    }
}
