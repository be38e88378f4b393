package io.freshet.console;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.freshet.Freshet;
import io.freshet.console.salon.RunningSalon;
import io.freshet.console.salon.Salon;
import io.freshet.console.salon.Servers;
import io.freshet.console.service.Console;
import io.freshet.console.web.Schemas;
import io.freshet.control.Scope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What the API answers, of a running application on a real PostgreSQL and Redis. */
class ApiITests {

    private static RunningSalon salon;

    @BeforeAll
    static void start() {
        salon = RunningSalon.inDevelopment();
        await().until(() -> salon.bean(Freshet.class).status().leaseRuns());
        readSome();
    }

    private static void readSome() {
        Salon.Prices prices = salon.bean(Salon.Prices.class);
        for (int i = 0; i < 20; i++) {
            prices.price(1 + i % 4);
            prices.names();
        }
        assertThatThrownBy(() -> prices.broken(1)).isInstanceOf(IllegalStateException.class);
    }

    @AfterAll
    static void end() {
        salon.close();
    }

    @AfterEach
    void switchOn() {
        Freshet freshet = salon.bean(Freshet.class);
        if (freshet.controls().isOff(Scope.cache("catalog:price"))) {
            freshet.controls().switchOn(Scope.cache("catalog:price"), "a test");
        }
    }

    @Test
    void everyAnswer_isAsDescribed() {
        salon.put("/prices/3/99");
        for (String path : List.of(
                "/session",
                "/overview",
                "/invalidations",
                "/graph",
                "/consistency",
                "/hotkeys",
                "/audit",
                "/actions")) {
            assertThat(Schemas.mistakes(path, get(path).body())).isEmpty();
        }
        assertThat(Schemas.mistakes(
                        "/entries", get("/entries?cache=catalog:price").body()))
                .isEmpty();
        for (String id : List.of("1", "40")) {
            assertThat(Schemas.mistakes(
                            "/entry",
                            get("/entry?cache=catalog:price&key.id=" + id).body()))
                    .isEmpty();
        }
        for (String cache : List.of("catalog:price", "catalog:names", "dashboard:metrics", "broken")) {
            assertThat(Schemas.mistakes("/cache", get("/cache?name=" + cache).body()))
                    .isEmpty();
        }
    }

    @Test
    void theOverview_hasEveryCache_withWhatItDid() {
        JsonNode overview = json("/overview");
        JsonNode price = row(overview, "catalog:price");
        assertThat(price.required("template").asString()).isEqualTo("catalog:price:{id}");
        assertThat(price.required("reads").asLong()).isGreaterThanOrEqualTo(20);
        assertThat(price.required("loadMeanMicros").asLong()).isPositive();
        assertThat(price.required("loadP99Micros").asLong())
                .isGreaterThanOrEqualTo(price.required("loadMeanMicros").asLong());
        assertThat(overview.required("node").required("leaseRuns").asBoolean()).isTrue();
        assertThat(overview.required("totals").required("caches").asInt()).isEqualTo(5);
    }

    @Test
    void whatIsNotKnown_isNull_andNotZero() {
        JsonNode untouched = row(json("/overview"), "dashboard:metrics");
        for (String figure : List.of("loadMeanMicros", "loadP99Micros", "savedMillis", "hitRate", "lastInvalidation")) {
            assertThat(untouched.required(figure).isNull()).as(figure).isTrue();
        }
        assertThat(untouched.required("reads").asLong()).isZero();
    }

    @Test
    void aCache_saysWhereEachSettingWasSaid_whoReadsIt_andWhatItDependsOn() {
        JsonNode cache = json("/cache?name=dashboard:metrics");
        assertThat(setting(cache, "ttl").required("origin").asString())
                .contains("@Cached")
                .contains("revenue");
        assertThat(setting(cache, "stale-on-error").required("value").asString())
                .isEqualTo("300s");
        assertThat(setting(cache, "stale-on-error").required("origin").asString())
                .contains("@Cached");
        assertThat(setting(cache, "concurrent-loads").required("origin").asString())
                .isEqualTo("default");
        assertThat(cache.required("readers").toString()).contains("Prices").contains("revenue(String)");
        assertThat(cache.required("dependencies").toString()).contains("table bill");
        assertThat(json("/cache?name=catalog:price").required("invalidators").toString())
                .contains("reloadCatalog()");
    }

    @Test
    void whatWasSetAtRunTime_isToldWithWhoDidIt() {
        Freshet freshet = salon.bean(Freshet.class);
        freshet.controls().set(Scope.cache("dashboard:metrics"), "soft-ttl", "20s", "olga");
        await().untilAsserted(() -> {
            JsonNode set = setting(json("/cache?name=dashboard:metrics"), "soft-ttl");
            assertThat(set.required("value").asString()).isEqualTo("20s");
            assertThat(set.required("origin").asString()).isEqualTo("run time");
            assertThat(set.required("change").required("by").asString()).isEqualTo("olga");
        });
        freshet.controls().takeBack(Scope.cache("dashboard:metrics"), "soft-ttl", "olga");
    }

    @Test
    void whatLoadsWereSeenToRead_isADependency() {
        await().untilAsserted(() -> {
            salon.bean(Salon.Prices.class).names();
            JsonNode cache = json("/cache?name=catalog:names");
            assertThat(cache.required("dependencies").toString())
                    .contains("table service")
                    .contains("true");
            assertThat(cache.required("dependenciesUnknown").asString()).contains("observed");
        });
    }

    @Test
    void aWrite_isToldWithItsRequest_itsTransaction_andTheCachesThatItTouched() {
        long before = json("/invalidations").required("last").asLong();
        AtomicInteger price = new AtomicInteger(77);
        await().untilAsserted(
                        () -> { // once more, where Redis did not hear of it in time
                            assertThat(salon.put("/prices/2/" + price.getAndIncrement())
                                            .statusCode())
                                    .isEqualTo(200);
                            JsonNode news =
                                    json("/invalidations?after=" + before).required("invalidations");
                            assertThat(news).anySatisfy(mine -> {
                                assertThat(mine.required("writer").asString("")).isEqualTo("PUT /prices/{id}/{price}");
                                assertThat(mine.required("kind").asString()).isEqualTo("made");
                                assertThat(mine.required("transaction").asString())
                                        .matches("\\d+");
                                assertThat(mine.required("tags").toString()).contains("table/service");
                                assertThat(mine.required("caches").toString())
                                        .contains("catalog:price")
                                        .doesNotContain("dashboard");
                                assertThat(mine.required("sharedMicros").asLong())
                                        .isPositive();
                            });
                        });
    }

    @Test
    void aWriteFromOutside_isToldAsRelayed_andItsWriterAsUnknown() {
        long before = json("/invalidations").required("last").asLong();
        new JdbcTemplate(Servers.postgres().dataSource(database())).update("UPDATE service SET price = 5 WHERE id = 9");
        await().untilAsserted(() -> {
            JsonNode news = json("/invalidations?after=" + before).required("invalidations");
            assertThat(news).anySatisfy(relayed -> {
                assertThat(relayed.required("kind").asString()).isEqualTo("relayed");
                assertThat(relayed.required("writer").isNull()).isTrue();
                assertThat(relayed.required("unknown").asString()).contains("outside");
            });
        });
    }

    private static String database() {
        return String.valueOf(salon.bean(JdbcTemplate.class).queryForObject("SELECT current_database()", String.class));
    }

    @Test
    void entriesInProcess_areFound_byWhatTheirKeysHaveInThem() {
        JsonNode all = json("/entries?cache=catalog:price");
        assertThat(all.required("looked").asInt()).isGreaterThanOrEqualTo(4);
        JsonNode one = json("/entries?cache=catalog:price&text=price:2").required("entries");
        assertThat(one).hasSize(1);
        assertThat(one.get(0).required("segments").toString())
                .contains("\"id\"")
                .contains("\"2\"");
    }

    @Test
    void anEntry_saysWhatItDependsOn_andItsValueIsMasked() {
        salon.bean(Salon.Prices.class).price(6);
        JsonNode entry = json("/entry?cache=catalog:price&key.id=6");
        assertThat(entry.required("state").asString()).isEqualTo("served");
        assertThat(entry.required("tier").asString()).isEqualTo("in process");
        assertThat(entry.required("carried").toString())
                .contains("any write to table service, declared")
                .contains("an invalidation of its key");
        assertThat(entry.required("unknownTags").asInt()).isZero();
        assertThat(entry.required("value").required("type").asString()).isEqualTo("Integer");
        assertThat(entry.required("value").required("text").isNull()).isTrue();
        assertThat(entry.required("value").required("masked").asString()).contains("freshet.console.values");
    }

    @Test
    void anInvalidatedEntry_saysWhatInvalidatedIt() {
        AtomicInteger price = new AtomicInteger(88);
        await().untilAsserted(
                        () -> { // once more, where Redis did not hear of it in time
                            salon.bean(Salon.Prices.class).price(8);
                            salon.put("/prices/8/" + price.getAndIncrement());
                            JsonNode entry = json("/entry?cache=catalog:price&key.id=8");
                            assertThat(entry.required("state").asString()).isEqualTo("invalidated");
                            assertThat(entry.required("hits")
                                            .get(0)
                                            .required("writer")
                                            .asString(""))
                                    .isEqualTo("PUT /prices/{id}/{price}");
                        });
        salon.bean(Salon.Prices.class).price(8);
        assertThat(json("/entry?cache=catalog:price&key.id=8").required("hits")).isEmpty();
    }

    @Test
    void anEntryOfTheSharedTierOnly_isFoundByItsKey() {
        try (RunningSalon other = salon.another("salon-b")) {
            await().until(() -> other.bean(Freshet.class).status().leaseRuns());
            await().untilAsserted(() -> {
                salon.bean(Salon.Prices.class).price(12); // is kept once there is a lease
                String entry = other.get("/freshet/api/entry?cache=catalog:price&key.id=12")
                        .body();
                assertThat(entry).contains("\"tier\":\"shared\"").contains("\"state\":\"served\"");
            });
        }
    }

    @Test
    void whereNothingLies_thatIsSaid_andNothingIsMadeUp() {
        JsonNode entry = json("/entry?cache=catalog:price&key.id=39");
        assertThat(entry.required("state").isNull()).isTrue();
        assertThat(entry.required("value").isNull()).isTrue();
        assertThat(entry.required("explanation").asString()).startsWith("Nothing lies under this key");
        assertThat(get("/entry?cache=catalog:price").body()).contains("needs a value for {id}");
    }

    @Test
    void theGraph_hasWhoWasSeenToWrite() {
        salon.put("/prices/11/11");
        await().untilAsserted(
                        () -> assertThat(json("/graph").required("edges").toString())
                                .contains(
                                        "{\"from\":\"writer:PUT /prices/{id}/{price}\",\"to\":\"table:service\",\"how\":\"writes\",\"seen\":true}")
                                .contains(
                                        "{\"from\":\"table:bill\",\"to\":\"cache:dashboard:metrics\",\"how\":\"feeds\",\"seen\":false}"));
    }

    @Test
    void theGraph_leadsToEndpoints_thatCallTheMethods_directlyOrNot_andToNoOthers() {
        String edges = json("/graph").required("edges").toString();
        String price = "Prices.price(int)\",\"to\":\"endpoint:";
        assertThat(edges).contains(price + "GET /prices/{id}").contains(price + "GET /offers/{id}");
        assertThat(edges).doesNotContain("endpoint:PUT");
    }

    @Test
    void keysThatAreReadOften_areTold() {
        for (int i = 0; i < 20_000; i++) {
            salon.bean(Salon.Prices.class).price(1);
        }
        await().untilAsserted(() -> {
            salon.bean(Salon.Prices.class).price(1);
            assertThat(json("/hotkeys").required("keys"))
                    .first()
                    .satisfies(hottest ->
                            assertThat(hottest.required("key").asString()).endsWith("catalog:price:1"));
        });
    }

    @Test
    void problems_areTold_theWorstFirst_withWhatToDo() {
        salon.bean(Freshet.class).controls().switchOff(Scope.cache("catalog:price"), "olga");
        await().untilAsserted(() -> {
            assertThatThrownBy(() -> salon.bean(Salon.Prices.class).broken(2))
                    .isInstanceOf(IllegalStateException.class);
            JsonNode overview = json("/overview");
            String problems = overview.required("problems").toString();
            assertThat(problems)
                    .contains("switched off for cache:catalog:price, by olga")
                    .contains("loads failed");
            assertThat(row(overview, "catalog:price").required("off").asBoolean())
                    .isTrue();
            assertThat(row(overview, "broken").required("severity").asString()).isEqualTo("warning");
        });
    }

    @Test
    void whatThereIsNot_isNotFound_andWhatIsMissing_isSaid() {
        HttpResponse<String> unknown = get("/cache?name=nothing");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("There is no cache 'nothing'").contains("catalog:price");
        assertThat(get("/cache").statusCode()).isEqualTo(400);
        assertThat(get("/invalidations?after=x").body()).contains("must be a number");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void whoeverAsksWithANumberOfBeforeARestart_isToldAll() {
        salon.put("/prices/9/91");
        await().untilAsserted(() -> assertThat(json("/invalidations?after=1000000000")
                        .required("invalidations")
                        .toString())
                .contains("PUT /prices/{id}/{price}"));
    }

    @Test
    void manyWhoLookAtOnce_areToldTheSame() {
        await().untilAsserted(
                        () -> { // unless a second has just ended between them
                            String first = get("/overview").body();
                            assertThat(get("/overview").body()).isEqualTo(first);
                        });
        assertThat(salon.has(Console.class)).isTrue();
    }

    private static HttpResponse<String> get(String path) {
        return salon.get("/freshet/api" + path);
    }

    private static JsonNode json(String path) {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private static JsonNode row(JsonNode overview, String cache) {
        return StreamSupport.stream(overview.required("caches").spliterator(), false)
                .filter(row -> row.required("name").asString().equals(cache))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode setting(JsonNode cache, String name) {
        return StreamSupport.stream(cache.required("settings").spliterator(), false)
                .filter(setting -> setting.required("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** When the container notices first that a reader has left, it has Spring MVC make an error page, which nobody can be sent: so there are many. */
    @Test
    void streamsThatTheirReadersLeave_endWithoutAWordInTheLog() throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            for (int i = 0; i < 40; i++) {
                leaveAStream();
                if (i % 20 == 19) {
                    salon.put("/prices/8/" + i); // is told to all of them
                    await().until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(thread -> thread.getName().equals("freshet-console-stream")));
                }
            }
            await().during(Duration.ofMillis(300))
                    .untilAsserted(() -> assertThat(List.copyOf(log.list))
                            .filteredOn(event -> event.getLoggerName().startsWith("org."))
                            .extracting(ILoggingEvent::getFormattedMessage)
                            .isEmpty());
        } finally {
            root.detachAppender(log);
        }
    }

    private static void leaveAStream() throws IOException {
        URI address = URI.create(salon.address());
        try (Socket reader = new Socket(address.getHost(), address.getPort())) {
            reader.setSoLinger(true, 0); // the next write fails at once
            reader.getOutputStream()
                    .write(
                            ("GET /freshet/api/stream?topics=invalidations HTTP/1.1\r\nAccept: text/event-stream\r\nHost: "
                                            + address.getAuthority() + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            assertThat(reader.getInputStream().read()).isEqualTo('H');
        }
    }
}
