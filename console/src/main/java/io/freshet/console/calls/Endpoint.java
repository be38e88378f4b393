package io.freshet.console.calls;

import java.lang.reflect.Method;

/**
 * Where requests come in.
 *
 * @param name as people call it: {@code GET /prices/{id}}
 * @param handler the method that answers, as the class declares it
 */
public record Endpoint(String name, Method handler) {}
