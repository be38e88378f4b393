package io.freshet.redis;

import io.freshet.remote.ControlStore;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * What people set at run time, as one hash in Redis.
 *
 * <pre>
 * HSET    f:7301.1.salon:c  "#" 3  "off cache:prices" "true\tann\t1795248001100\tfalse"    the version, and what was set
 * PUBLISH f:7301.1.salon:c  "3"                                                         something was set
 * </pre>
 *
 * Thread-safe; never blocks. Stages complete, and changes are heard, on a thread of the connection, which must not be blocked.
 */
final class RedisControls implements ControlStore {

    private static final Script CHANGE = Script.of("control.lua");
    private static final Script RESTORE = Script.of("restore.lua");
    private static final String VERSION = "#";

    private final Link<String> scripts;
    private final RedisKeys keys;
    private final Listeners<String> listeners;

    RedisControls(Link<String> scripts, RedisKeys keys, Listeners<String> listeners) {
        this.scripts = scripts;
        this.keys = keys;
        this.listeners = listeners;
    }

    @Override
    public CompletionStage<Controlled> read() {
        return scripts.send("HGETALL", redis -> redis.hgetall(keys.controls()), RedisControls::controlled);
    }

    private static Controlled controlled(Map<String, String> fields) {
        Map<String, String> texts = new HashMap<>(fields);
        String version = texts.remove(VERSION);
        return version == null ? Controlled.NOTHING : new Controlled(Long.parseLong(version), texts);
    }

    @Override
    public CompletionStage<Boolean> change(long expected, String name, String text) {
        return scripts.send(
                "CONTROL",
                redis -> CHANGE.run(
                        redis, new String[] {keys.controls()}, Long.toString(expected), keys.controlled(), name, text),
                Replies::isDone);
    }

    @Override
    public CompletionStage<@Nullable Void> restore(Controlled known) {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(known.version()), keys.controlled()));
        known.texts().forEach((name, text) -> arguments.addAll(List.of(name, text)));
        return scripts.send(
                "RESTORE",
                redis -> RESTORE.run(redis, new String[] {keys.controls()}, arguments.toArray(String[]::new)),
                answer -> null);
    }

    @Override
    public void onChanged(Runnable listener) {
        listeners.add(message -> listener.run());
    }
}
