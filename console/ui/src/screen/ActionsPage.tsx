import { clock } from '../format';
import { useState } from 'preact/hooks';
import { useAnswer } from '../live';
import { Buttons, NOTHING } from '../part/Action';
import { Empty, Failed, Link, Section, Waiting } from '../part/parts';
import { SettingButtons } from '../part/SettingButtons';
import type { ActionsView } from '../schema';

export function ActionsPage() {
  const { data, failure, again } = useAnswer('/actions');
  if (!data) {
    return failure ? <Failed failure={failure} /> : <Waiting />;
  }
  return (
    <>
      <div class="verdict">
        <h1>
          Actions
          <span class="sub"> {data.refused ?? 'here, on the page of a cache, and of an entry'}</span>
        </h1>
      </div>
      {data.allowed.length > 0 && <Wide actions={data} again={again} />}
      <div class="halves">
        <Section title="Done in consoles" note="of all instances that tell of themselves; the application's log has it too">
          {data.done.length === 0 ? (
            <Empty title="Nothing was done">
              <p>
                Whoever may, finds buttons on the page of <Link to="">a cache</Link>. What would be done is told first, and has to be confirmed by typing what it is done to.
              </p>
            </Empty>
          ) : (
            <ol class="events">
              {data.done.map((each) => (
                <li key={each.at + each.text}>
                  <time dateTime={each.at}>{clock(each.at)}</time>
                  <span>
                    <b>{each.by}</b> {each.text} <span class="detail">on {each.where}</span>
                  </span>
                </li>
              ))}
            </ol>
          )}
        </Section>
        <Section title="Switched and set in the fleet" note="the last of each setting, whoever did it, wherever">
          {data.changes.length === 0 ? (
            <p class="none">Nothing was ever switched or set at run time.</p>
          ) : (
            <ol class="events">
              {data.changes.map((each) => (
                <li key={each.scope + each.setting}>
                  <time dateTime={each.at} title={each.at}>
                    {clock(each.at)}
                  </time>
                  <span>
                    <b>{each.by}</b>{' '}
                    <span class="key">
                      {each.setting} of {each.scope}
                    </span>{' '}
                    {each.value === '' ? `as configured again, ${each.before} before` : `is ${each.value}, ${each.before || 'nothing'} before`}
                  </span>
                </li>
              ))}
            </ol>
          )}
        </Section>
      </div>
    </>
  );
}

const SHADOW = ['shadow-reads.share', 'shadow-reads.rate'];

/** What is about no single cache: everything, and a tenant. */
function Wide({ actions, again }: { actions: ActionsView; again: () => void }) {
  const [tenant, setTenant] = useState('');
  const ofTenant = { ...NOTHING, tenant };
  const isOff = (scope: string) => actions.off.includes(scope);
  return (
    <div class="halves">
      <Section title="Everything" note={isOff('all') ? 'is switched off' : 'all caches of all tenants, on every instance'}>
        <Buttons
          actions={[
            { name: 'Invalidate all', request: { ...NOTHING, kind: 'invalidate-all' } },
            isOff('all') ? { name: 'Switch all on', request: { ...NOTHING, kind: 'switch-on-all' } } : { name: 'Switch all off', request: { ...NOTHING, kind: 'switch-off-all' } },
          ]}
          done={again}
        />
        <SettingButtons kinds={['set-all', 'take-back-all']} cache={null} settings={SHADOW} done={again} />
      </Section>
      <Section title="A tenant" note={isOff(`tenant:${tenant}`) ? `${tenant} is switched off` : 'its entries in all caches, on every instance'}>
        <Buttons
          actions={[
            { name: 'Invalidate tenant', request: { ...ofTenant, kind: 'invalidate-tenant' } },
            isOff(`tenant:${tenant}`)
              ? { name: 'Switch tenant on', request: { ...ofTenant, kind: 'switch-on-tenant' } }
              : { name: 'Switch tenant off', request: { ...ofTenant, kind: 'switch-off-tenant' } },
          ]}
          done={again}
        >
          <input value={tenant} onInput={(event) => setTenant(event.currentTarget.value)} placeholder="Tenant" aria-label="Tenant" autocomplete="off" />
        </Buttons>
      </Section>
    </div>
  );
}
