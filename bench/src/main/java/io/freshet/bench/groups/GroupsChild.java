package io.freshet.bench.groups;

import io.freshet.bench.report.Json;
import io.freshet.bench.system.Servers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The child JVM that measures one system and writes its {@link GroupsResult} to a file. */
final class GroupsChild {
    private static final int FIXED = 5;

    private GroupsChild() {}

    static List<String> arguments(Approach approach, Servers servers, GroupsSettings settings, Path result) {
        List<String> arguments = new ArrayList<>(List.of(
                approach.label(),
                Integer.toString(servers.redisPort()),
                servers.jdbcUrl(),
                result.toString(),
                Integer.toString(settings.repetitions())));
        settings.keys().forEach(keys -> arguments.add(Integer.toString(keys)));
        return arguments;
    }

    /** Takes what {@link #arguments} returns. */
    public static void main(String[] arguments) throws Exception {
        Approach approach = Approach.named(arguments[0]);
        Servers servers = new Servers(Integer.parseInt(arguments[1]), arguments[2]);
        List<Integer> keys =
                Arrays.stream(arguments).skip(FIXED).map(Integer::valueOf).toList();
        GroupsSettings settings = new GroupsSettings(keys, Integer.parseInt(arguments[4]));
        try (GroupsRun run = new GroupsRun(approach, settings, servers)) {
            Json.write(run.measure(approach.label()), Path.of(arguments[3]));
        }
        System.exit(0);
    }
}
