// Lines over the last ten minutes. What is drawn is there as a table too, for whoever cannot see it.
import { useEffect, useRef, useState } from 'preact/hooks';
import UPlot from 'uplot';
import { clock } from '../format';
import { colour } from '../theme';

export interface Line {
  name: string;
  colour: string;
  values: (number | null)[];
}

interface Props {
  title: string;
  times: number[];
  lines: Line[];
  unit: (value: number) => string;
}

const HEIGHT = 180;

export function Chart({ title, times, lines, unit }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const [width, setWidth] = useState(0);
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return;
    }
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    const again = () => setTheme((now) => now + 1);
    window.addEventListener('freshet-theme', again);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', again);
    return () => {
      observer.disconnect();
      window.removeEventListener('freshet-theme', again);
      dark.removeEventListener('change', again);
    };
  }, []);
  useEffect(() => {
    if (!place.current || width === 0) {
      return;
    }
    plot.current = new UPlot(options(width, lines, unit), [times, ...lines.map((line) => line.values)] as UPlot.AlignedData, place.current);
    return () => plot.current?.destroy();
  }, [width, theme]);
  useEffect(() => plot.current?.setData([times, ...lines.map((line) => line.values)] as UPlot.AlignedData), [times, lines]);
  return (
    <figure class="chart">
      <figcaption>
        <span>{title}</span>
        <ul class="legend">
          {lines.map((line) => (
            <li key={line.name} data-line={line.colour}>
              {line.name} <b>{latest(line, unit)}</b>
            </li>
          ))}
        </ul>
      </figcaption>
      <div ref={place} class="plot" role="img" aria-label={`${title} over the last ten minutes: ${lines.map((line) => `${line.name} ${latest(line, unit)} last`).join(', ')}`} />
    </figure>
  );
}

function latest(line: Line, unit: (value: number) => string): string {
  const last = line.values.at(-1);
  return last == null ? '–' : unit(last);
}

function options(width: number, lines: Line[], unit: (value: number) => string): UPlot.Options {
  const text = colour('--muted');
  const grid = { stroke: colour('--line'), width: 1 };
  const font = '12px system-ui, sans-serif';
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 30, 0, 0],
    scales: { y: { range: (_plot, _min, max) => [0, Math.max(max, Number.MIN_VALUE) * 1.1 || 1] } },
    axes: [
      { stroke: text, grid, ticks: grid, font, space: 80, values: (_plot, ticks) => ticks.map((tick) => clock(new Date(tick * 1000).toISOString()).slice(0, 8)) },
      { stroke: text, grid, ticks: grid, font, size: 58, values: (_plot, ticks) => ticks.map(unit) },
    ],
    series: [{}, ...lines.map((line) => ({ label: line.name, stroke: colour(`--${line.colour}`), width: 1.5, points: { show: false }, spanGaps: false }))],
  };
}
