import { useEffect, useMemo, useState } from 'preact/hooks';
import { count } from '../format';
import { useAnswer } from '../live';
import { COLUMNS, joined, layers, matching } from '../part/layers';
import { Empty, Failed, Link, Sign, Waiting } from '../part/parts';
import { go, parameter, setParameter, toCache } from '../router';
import type { GraphEdge, GraphNode, GraphView } from '../schema';

const ROW = 30;
const GAP = 36;
const TOP = 30;
const LONGEST = 56;
const LETTER = 6.65;
/** How much smaller it may become so that it fits; beyond that it is scrolled. */
const LEAST = 0.85;
const MOST = 150;
const NARROW = 900;

export function GraphPage() {
  const { data, failure } = useAnswer('/graph');
  const [filter, setFilter] = useState(parameter('filter'));
  const [asTable, setAsTable] = useState(parameter('as') === 'table' || window.innerWidth < NARROW);
  useEffect(() => setParameter('filter', filter), [filter]);
  useEffect(() => setParameter('as', asTable ? 'table' : ''), [asTable]);
  const shape = JSON.stringify(data);
  const shown = useMemo(() => data && matching(data, filter), [shape, filter]);
  if (!data || !shown) {
    return failure ? <Failed failure={failure} /> : <Waiting />;
  }
  return (
    <>
      <div class="verdict">
        <h1>
          Graph
          <span class="sub"> what is written where, what that feeds, who reads it; dashed where it was seen rather than declared</span>
        </h1>
      </div>
      <div class="tools">
        <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} placeholder="Filter by name" aria-label="Filter the graph by name" />
        <button type="button" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          As a table
        </button>
      </div>
      <section class="panel graph" aria-label="The graph" {...(asTable ? {} : { tabIndex: 0 })}>
        {shown.nodes.length === 0 ? (
          <Empty title={filter ? `Nothing has “${filter}” in its name` : 'Nothing is cached yet'}>
            <p>A cached method and the tables that it reads are here when the application has one.</p>
          </Empty>
        ) : asTable ? (
          <AsTable graph={shown} />
        ) : shown.nodes.length > MOST ? (
          <Empty title={`${count(shown.nodes.length)} names are too many to be drawn`}>
            <p>Filter by the name of a cache, table or request, or look at them as a table.</p>
          </Empty>
        ) : (
          <Drawn graph={shown} />
        )}
      </section>
      <Uncovered nodes={data.nodes} />
      <ul class="unknown">
        {data.unknown.map((each) => (
          <li key={each}>{each}.</li>
        ))}
      </ul>
    </>
  );
}

function Drawn({ graph }: { graph: GraphView }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const { columns, edges } = useMemo(() => layers(graph), [graph]);
  const rows = Math.max(...columns.map((column) => column.length));
  const height = TOP + rows * ROW + 8;
  const wide = columns.map((column, at) => Math.max(COLUMNS[at]!.name.length, ...column.map((node) => shortened(node.name).length)) * LETTER + 20);
  const lefts = wide.map((_, at) => 1 + wide.slice(0, at).reduce((sum, each) => sum + each + GAP, 0));
  const width = Math.ceil(lefts.at(-1)! + wide.at(-1)! + 1);
  const places = new Map(columns.flatMap((column, at) => column.map((node, row) => [node.id, { x: lefts[at]!, wide: wide[at]!, y: TOP + (row + 0.5) * (rows / column.length) * ROW }] as const)));
  const lit = chosen === null ? null : joined(edges, [chosen]);
  const look = (on: boolean) => (lit === null ? '' : on ? 'lit' : 'dim');
  return (
    <svg class="drawing" width={width} style={{ minWidth: `${width * LEAST}px` }} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="What depends on what; the same is there as a table">
      {COLUMNS.map((column, at) => (
        <text key={column.name} class="head" x={lefts[at]} y={14}>
          {column.name}
        </text>
      ))}
      {edges.map((edge) => (
        <Edge key={edge.from + edge.to} edge={edge} from={places.get(edge.from)} to={places.get(edge.to)} look={look(lit !== null && lit.has(edge.from) && lit.has(edge.to))} />
      ))}
      {columns.flat().map((node) => (
        <Node key={node.id} node={node} place={places.get(node.id)} look={look(lit !== null && lit.has(node.id))} choose={setChosen} />
      ))}
    </svg>
  );
}

/** Tables whose writes no cache hears of. */
function Uncovered({ nodes }: { nodes: GraphNode[] }) {
  const uncovered = nodes.filter((node) => node.uncovered !== null);
  return uncovered.length === 0 ? null : (
    <ul class="problems" aria-label="Writes that are not noticed">
      {uncovered.map((node) => (
        <li key={node.id} class="critical">
          <Sign severity="critical" />
          <div>
            <p class="what">
              Writes to <span class="key">{node.name}</span> are not noticed. {node.uncovered}
            </p>
            <p class="remedy">The doctor says what to do</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function shortened(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

interface Place {
  x: number;
  wide: number;
  y: number;
}

function Edge({ edge, from, to, look }: { edge: GraphEdge; from: Place | undefined; to: Place | undefined; look: string }) {
  if (!from || !to) {
    return null;
  }
  const begin = from.x + from.wide;
  const half = (to.x - begin) / 2;
  return <path class={`edge ${edge.seen ? 'seen' : ''} ${look}`} d={`M${begin} ${from.y}C${begin + half} ${from.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`} />;
}

function Node({ node, place, look, choose }: { node: GraphNode; place: Place | undefined; look: string; choose: (id: string | null) => void }) {
  if (!place) {
    return null;
  }
  const open = () => node.kind === 'cache' && go(toCache(node.name));
  return (
    <g
      class={`node ${node.kind} ${node.uncovered === null ? '' : 'uncovered'} ${look}`}
      transform={`translate(${place.x} ${place.y})`}
      tabIndex={0}
      role={node.kind === 'cache' ? 'link' : 'img'}
      aria-label={`${node.kind} ${node.name}${node.uncovered === null ? '' : ', writes are not noticed'}`}
      onMouseEnter={() => choose(node.id)}
      onMouseLeave={() => choose(null)}
      onFocus={() => choose(node.id)}
      onBlur={() => choose(null)}
      onClick={open}
      onKeyDown={(event) => event.key === 'Enter' && open()}
    >
      <title>{[node.name, node.detail, node.uncovered].filter(Boolean).join(': ')}</title>
      <rect y={-11} width={place.wide} height={22} rx={5} />
      <text x={9} y={4}>
        {shortened(node.name)}
      </text>
    </g>
  );
}

function AsTable({ graph }: { graph: GraphView }) {
  const names = new Map(graph.nodes.map((node) => [node.id, node.name]));
  const into = (id: string) => graph.edges.filter((edge) => edge.to === id).map((edge) => edge.from);
  const outOf = (id: string) => graph.edges.filter((edge) => edge.from === id).map((edge) => edge.to);
  const named = (ids: string[]) => [...new Set(ids)].map((id) => names.get(id) ?? id).toSorted();
  const caches = graph.nodes.filter((node) => node.kind === 'cache');
  const uncovered = new Set(graph.nodes.filter((node) => node.uncovered !== null).map((node) => node.name));
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Cache</th>
          <th scope="col">Fed by</th>
          <th scope="col">Seen to write</th>
          <th scope="col">Read by</th>
          <th scope="col">Called by</th>
        </tr>
      </thead>
      <tbody>
        {caches.map((cache) => {
          const sources = into(cache.id);
          const writers = [...sources.filter((id) => id.startsWith('writer:')), ...sources.flatMap(into)];
          return (
            <tr key={cache.id}>
              <th scope="row">
                <Link to={toCache(cache.name)} class="key">
                  {cache.name}
                </Link>
              </th>
              <Names title="Fed by" names={named(sources.filter((id) => !id.startsWith('writer:')))} none="nothing known" bad={uncovered} />
              <Names title="Seen to write" names={named(writers)} none="nobody yet" />
              <Names title="Read by" names={named(outOf(cache.id))} none="no annotated method" />
              <Names title="Called by" names={named(outOf(cache.id).flatMap(outOf))} none="no endpoint known" />
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Names({ title, names, none, bad }: { title: string; names: string[]; none: string; bad?: Set<string> }) {
  return (
    <td data-title={title}>
      {names.length === 0 ? (
        <span class="none">{none}</span>
      ) : (
        <ul>
          {names.map((name) => (
            <li key={name} class={`key ${bad?.has(name) ? 'uncovered' : ''}`}>
              {name}
              {bad?.has(name) && ' (writes are not noticed)'}
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}
