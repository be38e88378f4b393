// Of which instance a screen tells.
import type { NodeRow } from '../schema';

/** A choice of instances; nothing where there is but one. Empty is the one that answers. */
export function Instances({ all, chosen, choose }: { all: NodeRow[]; chosen: string; choose: (instance: string) => void }) {
  const nodes = all.filter((node) => node.here || node.standing === 'present' || node.instance === chosen);
  if (nodes.length < 2) {
    return null;
  }
  return (
    <label class="instances">
      Instance
      <select value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        {nodes.map((node) => (
          <option key={node.instance} value={node.here ? '' : node.instance}>
            {node.instance}
            {node.here ? ' (here)' : ''}
          </option>
        ))}
      </select>
    </label>
  );
}
