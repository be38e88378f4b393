// Lays out a graph whose edges go from one column to the next: puts nodes of a column beside what they are joined with.
import type { GraphEdge, GraphNode, GraphView } from '../schema';

export const COLUMNS = [
  { name: 'Seen to write', kinds: ['writer'] },
  { name: 'Tables and tags', kinds: ['table', 'tag'] },
  { name: 'Caches', kinds: ['cache'] },
  { name: 'Methods that read', kinds: ['method'] },
  { name: 'Endpoints', kinds: ['endpoint'] },
];

const SWEEPS = 6;

export interface Layers {
  columns: GraphNode[][];
  edges: GraphEdge[];
}

/** All nodes that lead to these or follow from them, these included. */
export function joined(edges: GraphEdge[], from: Iterable<string>): Set<string> {
  const found = new Set(from);
  for (const [one, other] of [['from', 'to'] as const, ['to', 'from'] as const]) {
    const next = new Map<string, string[]>();
    edges.forEach((edge) => next.set(edge[one], [...(next.get(edge[one]) ?? []), edge[other]]));
    const open = [...from];
    const seen = new Set(open);
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      (next.get(id) ?? []).filter((to) => !seen.has(to)).forEach((to) => {
        seen.add(to);
        open.push(to);
      });
    }
    seen.forEach((id) => found.add(id));
  }
  return found;
}

/** What is joined with anything whose name has the text in it; everything if there is none. */
export function matching(graph: GraphView, text: string): GraphView {
  const wanted = text.trim().toLowerCase();
  if (!wanted) {
    return graph;
  }
  const keep = joined(graph.edges, graph.nodes.filter((node) => node.name.toLowerCase().includes(wanted)).map((node) => node.id));
  return { ...graph, nodes: graph.nodes.filter((node) => keep.has(node.id)), edges: graph.edges.filter((edge) => keep.has(edge.from) && keep.has(edge.to)) };
}

export function layers(graph: GraphView): Layers {
  let columns = COLUMNS.map((column) => graph.nodes.filter((node) => column.kinds.includes(node.kind)).toSorted((a, b) => a.name.localeCompare(b.name)));
  const beside = new Map<string, string[]>();
  graph.edges.forEach(({ from, to }) => {
    beside.set(from, [...(beside.get(from) ?? []), to]);
    beside.set(to, [...(beside.get(to) ?? []), from]);
  });
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const place = new Map(columns.flatMap((column) => column.map((node, at) => [node.id, (at + 0.5) / column.length] as const)));
    const middle = (node: GraphNode) => {
      const places = (beside.get(node.id) ?? []).map((id) => place.get(id) ?? 0.5);
      return places.length === 0 ? (place.get(node.id) ?? 0.5) : places.reduce((sum, each) => sum + each, 0) / places.length;
    };
    columns = columns.map((column, at) => (at % 2 === sweep % 2 ? column.toSorted((a, b) => middle(a) - middle(b)) : column));
  }
  return { columns, edges: graph.edges };
}
