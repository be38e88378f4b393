package io.freshet.audit.graph;

import io.freshet.audit.model.Call;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * All that can run when a method is called. It is kept as numbers, since an application has a thousand entry points, each of which can reach
 * thousands of methods. Immutable.
 */
public final class Reach {

    private final CallGraph graph;
    private final int[] nodes;
    private final int[] callers;
    private final int[] edges;

    private Reach(CallGraph graph, int[] nodes, int[] callers, int[] edges) {
        this.graph = graph;
        this.nodes = nodes;
        this.callers = callers;
        this.edges = edges;
    }

    /**
     * How a method was reached first.
     *
     * @param from the caller
     * @param call where it calls
     */
    public record Hop(Node from, Call call) {}

    /** Goes along the calls, the nearest first. */
    static Reach from(CallGraph graph, Node from) {
        BitSet seen = new BitSet();
        Numbers nodes = new Numbers();
        Numbers callers = new Numbers();
        Numbers edges = new Numbers();
        int first = graph.number(from);
        seen.set(first);
        nodes.add(first);
        callers.add(-1);
        edges.add(-1);
        for (int at = 0; at < nodes.size; at++) {
            int[] targets = graph.targets(nodes.all[at]);
            for (int edge = 0; edge < targets.length; edge++) {
                if (!seen.get(targets[edge])) {
                    seen.set(targets[edge]);
                    nodes.add(targets[edge]);
                    callers.add(at);
                    edges.add(edge);
                }
            }
        }
        return new Reach(graph, nodes.cut(), callers.cut(), edges.cut());
    }

    /** The methods, that which is called first. */
    public List<Node> nodes() {
        return new AbstractList<>() {
            @Override
            public Node get(int index) {
                return graph.node(nodes[index]);
            }

            @Override
            public int size() {
                return nodes.length;
            }
        };
    }

    /** Whether the method is among them. */
    public boolean contains(Node node) {
        return position(node) >= 0;
    }

    /** The steps from the first method to one of these; none of the first itself. */
    public List<Hop> way(Node to) {
        List<Hop> hops = new ArrayList<>();
        for (int at = position(to); at > 0; at = callers[at]) {
            Node caller = graph.node(nodes[callers[at]]);
            hops.add(0, new Hop(caller, graph.edges(caller).get(edges[at]).call()));
        }
        return hops;
    }

    private int position(Node node) {
        Optional<Integer> number = graph.knownNumber(node);
        for (int at = 0; number.isPresent() && at < nodes.length; at++) {
            if (nodes[at] == number.get()) {
                return at;
            }
        }
        return -1;
    }

    /** A list of numbers that grows. */
    private static final class Numbers {

        private int[] all = new int[16];
        private int size;

        void add(int number) {
            if (size == all.length) {
                all = Arrays.copyOf(all, size * 2);
            }
            all[size++] = number;
        }

        int[] cut() {
            return Arrays.copyOf(all, size);
        }
    }
}
