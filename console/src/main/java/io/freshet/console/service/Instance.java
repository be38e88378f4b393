package io.freshet.console.service;

import io.freshet.Freshet;
import io.freshet.console.calls.CallGraph;
import io.freshet.console.calls.Endpoint;
import io.freshet.console.watch.Chronicle;
import io.freshet.console.watch.History;
import io.freshet.spring.database.Reach;
import io.freshet.spring.method.CachedCall;
import io.freshet.spring.method.InvalidatingCall;

import java.lang.reflect.Method;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

/**
 * What the console looks at.
 *
 * @param application the name of the application
 * @param identity what it can tell of who it is
 * @param freshet its caches
 * @param clock what time it is
 * @param history what counters did
 * @param chronicle what happened
 * @param reach whose writes are noticed
 * @param untold the tables of which writes are not noticed now, each with why; never blocks
 * @param origins tells where it was said what a cache, the first, is configured to in a setting, the second
 * @param readers the cached methods
 * @param invalidators the methods that say what they invalidate
 * @param endpoints where requests come in
 * @param calls what the methods of the application call
 */
public record Instance(
        String application,
        Identity identity,
        Freshet freshet,
        Clock clock,
        History history,
        Chronicle chronicle,
        Reach reach,
        Supplier<List<String>> untold,
        BinaryOperator<String> origins,
        Supplier<Map<Method, CachedCall>> readers,
        Supplier<Map<Method, InvalidatingCall>> invalidators,
        Supplier<List<Endpoint>> endpoints,
        Supplier<CallGraph> calls) {}
