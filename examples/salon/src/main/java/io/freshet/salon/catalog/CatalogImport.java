package io.freshet.salon.catalog;

import io.freshet.salon.tenant.CurrentTenant;
import jakarta.persistence.EntityManager;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

import java.util.List;

/** Brings thousands of rows into the catalog with three statements, whatever their number. */
@Service
public class CatalogImport {

    private static final String CATEGORIES = """
            insert into category (tenant_id, name)
            select distinct cast(:tenant as bigint), r.category
            from jsonb_to_recordset(cast(:rows as jsonb)) as r (category text)
            on conflict (tenant_id, name) where not deleted do nothing""";

    private static final String SERVICES = """
            insert into service (tenant_id, category_id, name, price_minor, duration_minutes)
            select distinct on (c.id, r.service) c.tenant_id, c.id, r.service, r."priceMinor", r."durationMinutes"
            from jsonb_to_recordset(cast(:rows as jsonb))
                as r (category text, service text, "priceMinor" bigint, "durationMinutes" integer)
            join category c on c.tenant_id = :tenant and c.name = r.category and not c.deleted
            on conflict (category_id, name) where not deleted do update
            set price_minor = excluded.price_minor, duration_minutes = excluded.duration_minutes, version = service.version + 1
            where (service.price_minor, service.duration_minutes) <> (excluded.price_minor, excluded.duration_minutes)""";

    private static final String ADDONS = """
            insert into addon (tenant_id, service_id, name, price_minor)
            select distinct on (s.id, r.addon) s.tenant_id, s.id, r.addon, coalesce(r."addonPriceMinor", 0)
            from jsonb_to_recordset(cast(:rows as jsonb))
                as r (category text, service text, addon text, "addonPriceMinor" bigint)
            join category c on c.tenant_id = :tenant and c.name = r.category and not c.deleted
            join service s on s.category_id = c.id and s.name = r.service and not s.deleted
            where r.addon is not null
            on conflict (service_id, name) do update
            set price_minor = excluded.price_minor, version = addon.version + 1
            where addon.price_minor <> excluded.price_minor""";

    private final EntityManager entities;
    private final JsonMapper json;

    CatalogImport(EntityManager entities, JsonMapper json) {
        this.entities = entities;
        this.json = json;
    }

    /** Adds what is new, and gives what is known by its name the price and duration of the rows. Deletes nothing. */
    @Transactional
    public Imported run(List<ImportRow> rows) {
        var document = json.writeValueAsString(rows);
        return new Imported(execute(CATEGORIES, document), execute(SERVICES, document), execute(ADDONS, document));
    }

    private int execute(String sql, String rows) {
        return entities.createNativeQuery(sql)
                .setParameter("tenant", CurrentTenant.id())
                .setParameter("rows", rows)
                .executeUpdate();
    }
}
