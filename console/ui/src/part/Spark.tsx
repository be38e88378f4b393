// A line without axes: where a figure comes from. Gaps are where nothing was read.

interface Props {
  values: (number | null)[];
  label: string;
  max?: number;
  width?: number;
  height?: number;
}

const INSET = 1.5;

export function Spark({ values, label, max, width = 96, height = 24 }: Props) {
  const known = values.filter((value): value is number => value !== null);
  if (known.length === 0) {
    return <span class="spark unknown" role="img" aria-label={`${label}: nothing yet`} />;
  }
  const top = max ?? Math.max(...known, Number.MIN_VALUE);
  const step = (width - 2 * INSET) / Math.max(1, values.length - 1);
  const x = (at: number) => INSET + at * step;
  const y = (value: number) => height - INSET - (value / top) * (height - 2 * INSET);
  return (
    <svg class="spark" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`${label} over the last ten minutes`}>
      {runs(values).map((run) => (
        <g key={run.from}>
          <path class="area" d={`${line(run, x, y)}V${height}H${x(run.from)}Z`} />
          <path class="line" d={line(run, x, y)} />
        </g>
      ))}
      {values.at(-1) != null && <circle class="end" cx={x(values.length - 1)} cy={y(values.at(-1) as number)} r="1.8" />}
    </svg>
  );
}

interface Run {
  from: number;
  values: number[];
}

function runs(values: (number | null)[]): Run[] {
  const all: Run[] = [];
  values.forEach((value, at) => {
    const last = all.at(-1);
    if (value === null) {
      return;
    }
    if (last && last.from + last.values.length === at) {
      last.values.push(value);
    } else {
      all.push({ from: at, values: [value] });
    }
  });
  return all;
}

function line(run: Run, x: (at: number) => number, y: (value: number) => number): string {
  const points = run.values.map((value, i) => `${x(run.from + i).toFixed(1)} ${y(value).toFixed(1)}`);
  return `M${points.join('L')}${points.length === 1 ? 'h1' : ''}`;
}
