package io.freshet.bench.audit;

import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The source of an application as teams write them, of as many classes as told. A slice has an entity, a repository, SQL by hand, a service behind an
 * interface with cached reads, an event with its listener, and a controller; slices read each other's caches. Each tenth forgets to evict.
 */
final class MadeApplication {

    /** How many classes a slice has. */
    static final int SLICE = 10;

    private static final String TEXT = """
            package made.slice~;

            import java.util.List;
            import jakarta.persistence.Column;
            import jakarta.persistence.Entity;
            import jakarta.persistence.Id;
            import jakarta.persistence.Version;
            import org.springframework.cache.annotation.*;
            import org.springframework.context.ApplicationEventPublisher;
            import org.springframework.context.event.EventListener;
            import org.springframework.data.repository.CrudRepository;
            import org.springframework.jdbc.core.JdbcTemplate;
            import org.springframework.stereotype.*;
            import org.springframework.transaction.annotation.Transactional;
            import org.springframework.web.bind.annotation.*;

            @Entity
            class Item~ {
                @Id Long id; String name; long amount; @Column(name = "is_active") boolean active; @Version int version;
                void rename(String name) { this.name = name; }
                void charge(long more) { amount += more; }
                long amount() { return amount; }
            }

            record Row~(Long id, String name, long amount) {
                static Row~ of(Item~ item) { return new Row~(item.id, item.name, item.amount()); }
                Row~ with(long more) { return more > 0 ? new Row~(id, name, amount + more) : this; }
            }

            record Renamed~(Long id, String name) {}

            class Missing~ extends RuntimeException {
                Missing~(Long id) { super("there is no item " + id); }
            }

            interface Items~ extends CrudRepository<Item~, Long> {
                List<Item~> findByActiveTrueOrderByName();
                long countByActiveTrue();
            }

            @Repository
            class Totals~ {
                static final String TABLE = "total_~";
                final JdbcTemplate jdbc;
                Totals~(JdbcTemplate jdbc) { this.jdbc = jdbc; }
                Long total(Long id) { return jdbc.queryForObject("select sum(t.amount) from " + TABLE + " t join item~ i on i.id = t.item_id where i.id = ?", Long.class, id); }
                void add(Long id, long amount) {
                    StringBuilder sql = new StringBuilder("insert into ").append(TABLE);
                    sql.append(" (item_id, amount, booked_at) values (?, ?, now())");
                    jdbc.update(sql.toString(), id, amount);
                }
                void close(Long id) { jdbc.update("update " + TABLE + " set closed = true where item_id = ? and closed = false", id); }
            }

            interface Service~ {
                Row~ item(Long id);
                List<Row~> active();
                Long total(Long id);
                void rename(Long id, String name);
                void charge(Long id, long amount);
                void remove(Long id);
            }

            @Service
            class CachedService~ implements Service~ {
                final Items~ items; final Totals~ totals; final ApplicationEventPublisher events;
                CachedService~(Items~ items, Totals~ totals, ApplicationEventPublisher events) { this.items = items; this.totals = totals; this.events = events; }
                @Cacheable(cacheNames = "items~", key = "#id")
                public Row~ item(Long id) { return items.findById(id).map(Row~::of).orElseThrow(() -> new Missing~(id)); }
                @Cacheable(cacheNames = "active~")
                public List<Row~> active() { return items.findByActiveTrueOrderByName().stream().map(Row~::of).filter(row -> row.amount() > 0).toList(); }
                @Cacheable(cacheNames = "totals~", key = "'total:' + #id")
                public Long total(Long id) { return totals.total(id); }
                @Transactional EVICT
                public void rename(Long id, String name) {
                    Item~ item = items.findById(id).orElseThrow(() -> new Missing~(id));
                    if (name == null || name.isBlank()) { throw new IllegalArgumentException("name"); }
                    item.rename(name.strip());
                    items.save(item);
                    events.publishEvent(new Renamed~(id, name));
                }
                @Transactional
                @Caching(evict = {@CacheEvict(cacheNames = "totals~", key = "'total:' + #id"), @CacheEvict(cacheNames = "items~", key = "#id"), @CacheEvict(cacheNames = "active~", allEntries = true)})
                public void charge(Long id, long amount) {
                    for (long part = 0; part < amount; part += 100) { totals.add(id, Math.min(100, amount - part)); }
                    try { items.findById(id).ifPresent(item -> item.charge(amount)); } finally { totals.close(id); }
                }
                @Transactional
                @Caching(evict = {@CacheEvict(cacheNames = "items~", key = "#id"), @CacheEvict(cacheNames = "active~", allEntries = true), @CacheEvict(cacheNames = "totals~", allEntries = true)})
                public void remove(Long id) { items.deleteById(id); }
            }

            @Component
            class Listener~ {
                final JdbcTemplate jdbc;
                Listener~(JdbcTemplate jdbc) { this.jdbc = jdbc; }
                @EventListener
                void on(Renamed~ event) { jdbc.update("insert into journal_~ (item_id, text) values (?, ?)", event.id(), "renamed to " + event.name()); }
            }

            @RestController
            @RequestMapping("/slices/~/items")
            class Controller~ {
                final Service~ service; NEXT
                Controller~(Service~ service) { this.service = service; }
                @GetMapping("/{id}") Row~ item(@PathVariable Long id) { return service.item(id).with(service.total(id)); }
                @GetMapping List<Row~> active() { return service.active(); }
                @PatchMapping("/{id}") void rename(@PathVariable Long id, @RequestBody String name) { service.rename(id, name); }
                @PostMapping("/{id}/charges") void charge(@PathVariable Long id, @RequestParam long amount) { service.charge(id, amount); FOLLOW }
                @DeleteMapping("/{id}") void remove(@PathVariable Long id) { service.remove(id); }
            }
            """;

    private final int slices;

    MadeApplication(int classes) {
        slices = classes / SLICE;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String file, String text) {
            super(URI.create("string:///made/" + file), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private String source(int slice) {
        boolean isForgotten = slice % 10 == 9;
        return TEXT.replace(
                        "EVICT",
                        isForgotten
                                ? ""
                                : "@Caching(evict = {@CacheEvict(cacheNames = \"items~\", key = \"#id\"), @CacheEvict(cacheNames = \"active~\", allEntries = true)})")
                .replace(
                        "NEXT",
                        slice == 0 ? "" : "@org.springframework.beans.factory.annotation.Autowired made.Shared shared;")
                .replace("FOLLOW", slice == 0 ? "" : "shared.follow(id);")
                .replace("~", Integer.toString(slice));
    }

    /** Compiles it, with its settings, into the folder. */
    void compile(Path folder) throws IOException {
        List<Source> sources = new ArrayList<>();
        for (int slice = 0; slice < slices; slice++) {
            sources.add(new Source("slice" + slice + "/Slice.java", source(slice)));
        }
        sources.add(new Source("Shared.java", """
                        package made;
                        @org.springframework.stereotype.Component
                        public class Shared {
                            org.springframework.jdbc.core.JdbcTemplate jdbc;
                            public void follow(Long id) { jdbc.update("insert into audit_log (item_id) values (?)", id); }
                        }
                        """));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new IllegalStateException("there is no compiler: bench audit needs a JDK");
        }
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocation(StandardLocation.CLASS_OUTPUT, Set.of(folder.toFile()));
            boolean compiles = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of(
                                    "-parameters",
                                    "-g",
                                    "-proc:none",
                                    "-nowarn",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            sources)
                    .call();
            if (!compiles) {
                throw new IllegalStateException("the made application does not compile:\n" + messages);
            }
        }
        Files.writeString(folder.resolve("application.properties"), "spring.cache.redis.time-to-live=10m\n");
    }
}
