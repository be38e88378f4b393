// Sets something at run time, or takes it back: which setting, and to what.
import { useState } from 'preact/hooks';
import { Buttons, NOTHING } from './Action';

const SUCH_AS: Record<string, string> = { 'shadow-reads.share': 'such as 0.01', 'shadow-reads.rate': 'such as 10' };

export function SettingButtons({ kinds: [set, takeBack], cache, settings, done }: { kinds: [string, string]; cache: string | null; settings: string[]; done: () => void }) {
  const [setting, setSetting] = useState(settings[0] ?? '');
  const [value, setValue] = useState('');
  const about = { ...NOTHING, cache, setting };
  return (
    <Buttons
      actions={[
        { name: 'Set', request: { ...about, kind: set, value } },
        { name: 'Take back', request: { ...about, kind: takeBack } },
      ]}
      done={done}
    >
      <select value={setting} onChange={(event) => setSetting(event.currentTarget.value)} aria-label="Setting">
        {settings.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
      <input value={value} onInput={(event) => setValue(event.currentTarget.value)} placeholder={SUCH_AS[setting] ?? 'such as 30s'} aria-label="Value" autocomplete="off" />
    </Buttons>
  );
}
