package io.freshet.audit.graph;

import io.freshet.audit.model.Call;

/**
 * A call that arrives at a method with code. Immutable.
 *
 * @param call where it stands
 * @param target where it arrives
 * @param isProxied whether it goes through the proxy of a bean, so that what Spring does around the method is done
 */
public record Edge(Call call, Node target, boolean isProxied) {}
