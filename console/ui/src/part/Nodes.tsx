// The instances of the fleet, wherever they are named.
import { count, micros, percent, plural, rate } from '../format';
import type { CacheOnNode, FleetView, NodeMode, NodeRow } from '../schema';
import { Link, Section, Sign } from './parts';

export const MODES: Record<NodeMode, string> = {
  trusted: 'from its cache',
  direct: 'from its cache, asking the outbox',
  untrusted: 'from the source only',
  off: 'switched off',
};

/** Its name, which leads to its own console where that is known. */
export function NodeName({ node }: { node: NodeRow }) {
  return node.address !== null && !node.here ? (
    <a href={`${node.address}/`} class="key" rel="noreferrer">
      {node.instance}
    </a>
  ) : (
    <span class="key">{node.instance}</span>
  );
}

/** All instances in a line, in the overview; nothing where there is but one and nothing is unknown. */
export function NodeStrip({ fleet }: { fleet: FleetView }) {
  if (fleet.nodes.length === 1 && fleet.unknown === null) {
    return null;
  }
  return (
    <p class="strip">
      <Link to="nodes">{plural(fleet.present, 'instance', 'instances')}</Link>
      {fleet.nodes.map((node) => (
        <span key={node.instance} class={`chip ${node.standing}`}>
          {node.severity && <Sign severity={node.severity} />} <NodeName node={node} />
          {node.standing !== 'present' ? ` ${node.standing}` : node.here ? ' here' : ''}
        </span>
      ))}
      {fleet.unknown !== null && <span class="detail">{fleet.unknown}.</span>}
    </p>
  );
}

/** One cache on each instance; nothing where there is but one. */
export function OnEachNode({ nodes }: { nodes: CacheOnNode[] }) {
  if (nodes.length < 2) {
    return null;
  }
  return (
    <Section title="On each instance" note="what stands elsewhere on this page is of this one">
      <table class="oneach">
        <thead>
          <tr>
            <th scope="col">Instance</th>
            <th scope="col" class="right">
              Hit rate
            </th>
            <th scope="col" class="right">
              Reads/s
            </th>
            <th scope="col" class="wide right">
              Load, p99
            </th>
            <th scope="col" class="right">
              Entries
            </th>
            <th scope="col" class="wide right">
              Stale prevented
            </th>
          </tr>
        </thead>
        <tbody>
          {nodes.map((node) => (
            <tr key={node.instance}>
              <th scope="row">
                <span class="key">{node.instance}</span> {node.here && <span class="badge here">here</span>} {node.off && <span class="badge">off</span>}
                {node.unknown !== null && <span class="detail">{node.unknown}.</span>}
              </th>
              <td class="number">{percent(node.hitRate)}</td>
              <td class="number">{rate(node.readsPerSecond)}</td>
              <td class="wide number">{micros(node.loadP99Micros)}</td>
              <td class="number">{count(node.entries)}</td>
              <td class="wide number">{count(node.stalePrevented)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
