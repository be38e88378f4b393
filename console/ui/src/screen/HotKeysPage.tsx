import { useEffect, useState } from 'preact/hooks';
import { percent, rate } from '../format';
import { useAnswer } from '../live';
import { Instances } from '../part/Instances';
import { Empty, Failed, Link, Waiting } from '../part/parts';
import { parameter, setParameter, toEntries } from '../router';
import type { HotKeysView, HotKeyView } from '../schema';

export function HotKeysPage() {
  const [instance, setInstance] = useState(parameter('instance'));
  useEffect(() => setParameter('instance', instance), [instance]);
  const { data, failure } = useAnswer('/hotkeys', { instance });
  const nodes = useAnswer('/nodes');
  return (
    <>
      <Instances all={nodes.data?.nodes ?? []} chosen={instance} choose={setInstance} />
      {failure && <Failed failure={failure} />}
      {data ? <HotKeys data={data} isHere={instance === ''} /> : !failure && <Waiting />}
    </>
  );
}

function HotKeys({ data, isHere }: { data: HotKeysView; isHere: boolean }) {
  const most = Math.max(...data.keys.map((key) => key.readsPerSecond), 1);
  return (
    <>
      <div class="verdict">
        <h1>
          Hot keys
          <span class="sub"> what {data.instance} reads most; figures may be too high by what stands behind ±, never too low by more than chance</span>
        </h1>
      </div>
      {data.unknown !== null ? (
        <Empty title="No key stands out">
          <p>{data.unknown}.</p>
        </Empty>
      ) : (
        <section class="panel hot">
          <table>
            <thead>
              <tr>
                <th scope="col">Key</th>
                <th scope="col" class="right">
                  Reads/s
                </th>
                <th scope="col" class="right wide">
                  Share
                </th>
              </tr>
            </thead>
            <tbody>
              {data.keys.map((key) => (
                <Row key={key.cache + key.key} hot={key} most={most} isHere={isHere} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}

function Row({ hot, most, isHere }: { hot: HotKeyView; most: number; isHere: boolean }) {
  const key = hot.tenant ? hot.key : hot.key.slice(1);
  return (
    <tr>
      <th scope="row">
        {isHere ? (
          <Link to={toEntries(hot.cache, hot.key.slice(hot.key.indexOf(':') + 1))} class="key">
            {key}
          </Link>
        ) : (
          <span class="key">{key}</span>
        )}
        {hot.hot && (
          <span class="badge" title="It is refreshed before it expires">
            hot
          </span>
        )}
        <meter min={0} max={most} value={hot.readsPerSecond} aria-label={`Reads a second of ${hot.key}`} />
      </th>
      <td class="right number">
        {rate(hot.readsPerSecond)}
        {hot.excessPerSecond >= 0.05 && <span class="detail"> ± {rate(hot.excessPerSecond)}</span>}
      </td>
      <td class="right number wide">{percent(hot.share)}</td>
    </tr>
  );
}
