import { count, micros, millis, percent, plural, rate, UNKNOWN } from '../format';
import { useAnswer } from '../live';
import { Empty, Failed, Sign, Waiting } from '../part/parts';
import { MODES, NodeName } from '../part/Nodes';
import type { FleetView, NodeRow } from '../schema';

export function NodesPage() {
  const { data, failure } = useAnswer('/nodes');
  if (!data) {
    return failure ? <Failed failure={failure} /> : <Waiting />;
  }
  return (
    <>
      {failure && <Failed failure={failure} />}
      <Verdict fleet={data} />
      <section class="panel nodes">
        <table>
          <thead>
            <tr>
              <th scope="col">Instance</th>
              <th scope="col">Serves</th>
              <th scope="col" class="right">
                Staleness, bound
              </th>
              <th scope="col" class="wide right">
                Hit rate, 10 min
              </th>
              <th scope="col" class="wide right">
                Reads/s
              </th>
              <th scope="col" class="wider right">
                Entries
              </th>
              <th scope="col" class="wider right">
                Known, p99
              </th>
              <th scope="col" class="wide right">
                Lease
              </th>
              <th scope="col" class="wider right">
                Up
              </th>
            </tr>
          </thead>
          <tbody>
            {data.nodes.map((node) => (
              <Row key={node.instance} node={node} />
            ))}
          </tbody>
        </table>
      </section>
      {data.nodes.length === 1 && data.unknown === null && (
        <Empty title="It is alone">
          <p>Start another instance of this application on the same database and Redis, with a console: it is here within five seconds, and its figures are in the overview.</p>
        </Empty>
      )}
      <ul class="unknown">
        {data.unknown !== null && <li>{data.unknown}.</li>}
        <li>Others tell of themselves every five seconds; their figures are as old as “heard” says. An instance that is gone stays in this list for an hour.</li>
      </ul>
    </>
  );
}

function Verdict({ fleet }: { fleet: FleetView }) {
  return (
    <div class={`verdict ${fleet.gone > 0 ? 'warning' : fleet.unknown === null ? 'well' : ''}`}>
      <h1>
        {plural(fleet.present, 'instance', 'instances')}
        <span class="sub">
          {fleet.gone > 0 ? ` ${fleet.gone === 1 ? 'one is' : `${fleet.gone} are`} gone without leave` : fleet.unknown === null ? ' of this application, all that are known' : ' that this one knows of; not all is known'}
        </span>
      </h1>
    </div>
  );
}

function Row({ node }: { node: NodeRow }) {
  const away = node.standing !== 'present';
  return (
    <tr class={away ? 'away' : ''}>
      <th scope="row">
        <span class="name">
          {node.severity && <Sign severity={node.severity} />}
          <NodeName node={node} />
          {node.here && <span class="badge here">here</span>}
          {away && <span class={`badge ${node.standing}`}>{node.standing}</span>}
        </span>
        <span class="detail">
          {node.host ?? 'address unknown'}
          {node.version !== null && `, version ${node.version}`}
        </span>
        {!node.here && <span class="detail">{node.explanation}.</span>}
        {node.unknown !== null && <span class="detail">{node.unknown}.</span>}
        {node.problems !== null && node.problems > 0 && <span class="detail">{plural(node.problems, 'problem', 'problems')} there.</span>}
        <span class="narrow detail">
          {percent(node.hitRate)} hits, {rate(node.readsPerSecond)} reads/s, lease {lease(node)}
        </span>
      </th>
      <td>{away ? UNKNOWN : node.mode === null ? UNKNOWN : MODES[node.mode]}</td>
      <td class="number">
        {away ? UNKNOWN : node.knowsUntil === null ? 'nothing is served' : millis(node.stalenessMillis)}
        <span class="detail">{node.boundMillis === null ? '' : `at most ${millis(node.boundMillis)}`}</span>
      </td>
      <td class="wide number">{percent(node.hitRate)}</td>
      <td class="wide number">{away ? UNKNOWN : rate(node.readsPerSecond)}</td>
      <td class="wider number">{away ? UNKNOWN : count(node.entries)}</td>
      <td class="wider number">{micros(node.lagP99Micros)}</td>
      <td class="wide number">
        {lease(node)}
        {!node.here && <span class="detail">heard {millis(node.heardMillis)} ago</span>}
      </td>
      <td class="wider number">{away ? UNKNOWN : millis(node.upMillis)}</td>
    </tr>
  );
}

function lease(node: NodeRow): string {
  return node.standing === 'unknown' ? UNKNOWN : node.leaseLeftMillis > 0 ? millis(node.leaseLeftMillis) : `ended ${millis(-node.leaseLeftMillis)} ago`;
}
