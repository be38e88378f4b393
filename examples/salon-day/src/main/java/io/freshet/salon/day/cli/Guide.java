package io.freshet.salon.day.cli;

import io.freshet.salon.day.http.Instance;
import io.freshet.salon.day.server.Salon;
import io.freshet.salon.day.server.Stage;
import io.freshet.testkit.server.RealRedis;

import java.util.ArrayList;
import java.util.List;

/** Says where everything is and what to try by hand. */
final class Guide {
    private Guide() {}

    static List<String> lines(Stage stage) {
        List<Instance> instances = stage.instances();
        String first = instances.get(0).url();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("The salon      " + first + "/  (tenant 1, owner@tenant1.example, password salon)");
        lines.add("Its API        " + first + "/swagger-ui.html");
        lines.add("The console    " + first + "/freshet  (admin, operator or viewer, password freshet)");
        instances.stream().skip(1).forEach(other -> lines.add("               " + other.url() + "/freshet"));
        for (Salon salon : stage.salons()) {
            lines.add(String.format(
                    "%-14s %s  pid %d  log %s",
                    salon.instance().name(), salon.instance().url(), salon.pid(), salon.log()));
        }
        String psql = stage.database().psqlUrl();
        lines.add("PostgreSQL     psql " + psql);
        addRedis(stage, lines);
        lines.add("");
        lines.add("Try a writer that the salon knows nothing of, and reload the page:");
        lines.add("  psql " + psql + " -c 'update service set price_minor = price_minor + 100 where id = 1'");
        lines.add(
                "  (the load itself raises the last two services of the first three categories of every salon: leave those alone)");
        lines.add("Or kill -9 an instance or Redis. Ctrl-C ends all of it.");
        lines.add("");
        return lines;
    }

    private static void addRedis(Stage stage, List<String> lines) {
        RealRedis redis = stage.redis();
        if (redis == null) {
            lines.add("Redis          " + stage.redisUrl());
            return;
        }
        lines.add("Redis          " + stage.redisUrl() + "  pid " + redis.pid());
        String executable = ProcessHandle.of(redis.pid())
                .flatMap(process -> process.info().command())
                .orElse("redis-server");
        lines.add("  after you have killed it: " + executable + " --port " + redis.port()
                + " --bind 127.0.0.1 --save '' --appendonly no --daemonize yes");
    }
}
