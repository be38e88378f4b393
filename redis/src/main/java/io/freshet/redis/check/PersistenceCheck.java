package io.freshet.redis.check;

import io.freshet.check.Finding;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/** What a restart of a server loses, and whether it can write to its disk. */
final class PersistenceCheck {

    private static final String DISK = "Look into the server's log and at its disk: while this lasts, a server with"
            + " stop-writes-on-bgsave-error refuses writes, invalidations among them";

    private PersistenceCheck() {}

    static Finding of(AskedServer server) {
        Map<String, String> info = server.info("persistence");
        String aof = info.getOrDefault("aof_enabled", "");
        if (aof.isEmpty()) {
            return RedisTopic.PERSISTENCE.unknown(
                    "INFO persistence of the server does not tell aof_enabled",
                    "Look at its console whether it keeps its data over a restart");
        }
        if (!info.getOrDefault("rdb_last_bgsave_status", "ok").equals("ok")) {
            return RedisTopic.PERSISTENCE.problem("The last snapshot could not be written", DISK);
        }
        if (aof.equals("1")) {
            return info.getOrDefault("aof_last_write_status", "ok").equals("ok")
                    ? appended(answered(server, "appendfsync"))
                    : RedisTopic.PERSISTENCE.problem("The append-only file could not be written", DISK);
        }
        return snapshots(answered(server, "save"));
    }

    private static @Nullable String answered(AskedServer server, String setting) {
        try {
            return server.config(setting);
        } catch (RefusedException e) {
            return null;
        }
    }

    private static Finding appended(@Nullable String fsync) {
        if (fsync == null) {
            return RedisTopic.PERSISTENCE.ok(
                    "An append-only file is written; how often to the disk is unknown, because CONFIG is refused");
        }
        return switch (fsync) {
            case "always" ->
                RedisTopic.PERSISTENCE.note(
                        "An append-only file is written to the disk before each answer (appendfsync always): a restart loses nothing, and each write waits for the disk",
                        "Set appendfsync to everysec unless other data need this: Freshet makes up for what a restart loses");
            case "everysec" ->
                RedisTopic.PERSISTENCE.ok(
                        "An append-only file is written to the disk each second: a restart loses a second at the most, whose invalidations are made again");
            default ->
                RedisTopic.PERSISTENCE.ok("An append-only file is written (appendfsync " + fsync
                        + "): a restart of the machine may lose half a minute, whose invalidations are made again");
        };
    }

    private static Finding snapshots(@Nullable String save) {
        if (save == null) {
            return RedisTopic.PERSISTENCE.unknown(
                    "there is no append-only file, and CONFIG is refused, which tells whether snapshots are written",
                    RightsCheck.REMEDY);
        }
        return save.isBlank()
                ? RedisTopic.PERSISTENCE.note(
                        "Nothing is kept on disk: a restart empties the shared tier, all entries are loaded anew, and switches"
                                + " that no instance remembers are gone",
                        "Nothing, if the source can bear that; else set appendonly to yes")
                : RedisTopic.PERSISTENCE.ok("Snapshots are written (save " + save
                        + "): a restart goes on with the last, and what was invalidated since is invalidated again");
    }
}
