(() => {
  'use strict';
  const report = JSON.parse(document.getElementById('data').textContent);
  const byId = id => document.getElementById(id);
  const KINDS = [['table', 'Tables'], ['cache', 'Caches'], ['method', 'Methods that write'], ['entry', 'Entry points']];
  const ORDER = ['captured', 'evicted', 'meant', 'stale'];

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // Each chain is one way from a table to an entry point; whatever is shown follows from them.
  const chains = [];
  for (const entry of report.entries) {
    for (const cache of entry.caches) {
      for (const table of cache.tables) {
        for (const writer of cache.writers) {
          chains.push({table, cache: cache.cache, method: writer, entry: entry.label, state: cache.state});
        }
      }
    }
  }
  for (const read of report.caches) {
    for (const table of read.tables) chains.push({table, cache: read.cache, method: null, entry: null, state: null});
    if (!read.tables.length) chains.push({table: null, cache: read.cache, method: null, entry: null, state: null});
  }
  const isMatch = chain => KINDS.some(([kind]) => chain[kind] !== null && chain[kind].toLowerCase().includes(wanted));

  let chosen = null;
  let wanted = '';
  let onlyStale = false;
  const buttons = new Map();
  const key = (kind, name) => kind + '\n' + name;

  const worst = new Map();
  for (const chain of chains) {
    for (const [kind] of KINDS) {
      const name = key(kind, chain[kind]);
      worst.set(name, Math.max(worst.get(name) ?? -1, ORDER.indexOf(chain.state)));
    }
  }

  const columns = byId('columns');
  for (const [kind, title] of KINDS) {
    const column = element('section');
    const heading = element('h3', title);
    heading.id = 'column-' + kind;
    column.setAttribute('aria-labelledby', heading.id);
    const list = element('ul');
    const names = [...new Set(chains.map(chain => chain[kind]).filter(name => name !== null))].sort();
    for (const name of names) {
      const button = element('button', name, ORDER[worst.get(key(kind, name))]);
      button.type = 'button';
      button.setAttribute('aria-pressed', 'false');
      button.addEventListener('click', () => choose(chosen && chosen.kind === kind && chosen.name === name ? null : {kind, name}));
      const item = element('li');
      item.append(button);
      list.append(item);
      buttons.set(key(kind, name), button);
    }
    column.append(heading, list);
    columns.append(column);
  }

  const shownChains = () => chains.filter(chain =>
    (!onlyStale || chain.state === 'stale') && (!wanted || isMatch(chain)) && (!chosen || chain[chosen.kind] === chosen.name));

  function choose(what) {
    chosen = what;
    update();
  }

  function update() {
    const shown = shownChains();
    const names = new Set();
    for (const chain of shown) for (const [kind] of KINDS) if (chain[kind] !== null) names.add(key(kind, chain[kind]));
    for (const [name, button] of buttons) {
      button.parentNode.hidden = !names.has(name);
      button.setAttribute('aria-pressed', String(chosen !== null && name === key(chosen.kind, chosen.name)));
    }
    const findings = showFindings();
    const count = kind => new Set(shown.map(chain => chain[kind]).filter(name => name !== null)).size;
    byId('said').textContent = (chosen ? chosen.name + ': ' : '') + count('table') + ' tables, ' + count('cache') + ' caches, '
      + count('method') + ' methods that write, ' + count('entry') + ' entry points, ' + findings + ' findings';
    draw(shown);
  }

  function draw(shown) {
    const lines = byId('lines');
    lines.replaceChildren();
    if (!chosen && !onlyStale && !wanted) return;
    const edges = new Map();
    for (const chain of shown) {
      for (let at = 0; at + 1 < KINDS.length; at++) {
        const [from, to] = [KINDS[at][0], KINDS[at + 1][0]];
        if (chain[from] === null || chain[to] === null) continue;
        const name = key(from, chain[from]) + '\n' + chain[to];
        const known = edges.get(name);
        if (!known || ORDER.indexOf(chain.state) > ORDER.indexOf(known.state)) {
          edges.set(name, {from: buttons.get(key(from, chain[from])), to: buttons.get(key(to, chain[to])), state: chain.state});
        }
      }
    }
    const origin = byId('graph').getBoundingClientRect();
    for (const edge of edges.values()) {
      const [a, b] = [edge.from.getBoundingClientRect(), edge.to.getBoundingClientRect()];
      const [x1, y1] = [a.right - origin.left, a.top + a.height / 2 - origin.top];
      const [x2, y2] = [b.left - origin.left, b.top + b.height / 2 - origin.top];
      const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
      path.setAttribute('d', `M${x1} ${y1} C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`);
      if (edge.state) path.setAttribute('class', edge.state);
      lines.append(path);
    }
  }

  const cards = report.findings.map(finding => {
    const card = element('article', '', 'finding');
    const title = element('h3', finding.level + ' ' + finding.rule, finding.level);
    const way = element('ol');
    for (const step of finding.path) {
      way.append(element('li', step.method + ' (' + step.file + (step.line ? ':' + step.line : '') + ')' + (step.what ? ' ' + step.what : '')));
    }
    card.append(title, element('p', finding.message), way, element('p', 'Why: ' + finding.reason), element('p', 'Fix: ' + finding.fix));
    if (finding.lowered.length) card.append(element('p', 'Less bad than it could be: ' + finding.lowered.join('; ')));
    byId('findings').append(card);
    return {finding, card};
  });

  function showFindings() {
    let count = 0;
    for (const {finding, card} of cards) {
      const isOf = !chosen
        || (chosen.kind === 'table' && finding.tables.includes(chosen.name))
        || (chosen.kind === 'cache' && finding.cache === chosen.name)
        || (chosen.kind === 'method' && finding.path.some(step => step.method === chosen.name))
        || (chosen.kind === 'entry' && finding.entry === chosen.name);
      const isNamed = !wanted || card.textContent.toLowerCase().includes(wanted);
      card.hidden = !(isOf && isNamed);
      count += card.hidden ? 0 : 1;
    }
    return count;
  }

  columns.addEventListener('keydown', event => {
    const lists = [...columns.querySelectorAll('ul')].map(list => [...list.querySelectorAll('li:not([hidden]) button')]);
    const column = lists.findIndex(list => list.includes(document.activeElement));
    if (column < 0) return;
    const row = lists[column].indexOf(document.activeElement);
    const go = (to, at) => lists[to] && lists[to].length && lists[to][Math.max(0, Math.min(at, lists[to].length - 1))].focus();
    const moves = {
      ArrowDown: () => go(column, row + 1),
      ArrowUp: () => go(column, row - 1),
      ArrowRight: () => go(column + 1, row),
      ArrowLeft: () => go(column - 1, row),
      Home: () => go(column, 0),
      End: () => go(column, lists[column].length - 1),
    };
    if (moves[event.key]) {
      moves[event.key]();
      event.preventDefault();
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && chosen) choose(null);
  });
  byId('filter').addEventListener('input', event => {
    wanted = event.target.value.trim().toLowerCase();
    update();
  });
  byId('stale').addEventListener('change', event => {
    onlyStale = event.target.checked;
    update();
  });
  addEventListener('resize', () => draw(shownChains()));

  for (const item of report.checklist) {
    const line = element('li', '', item.result.replaceAll(' ', '-'));
    line.append(element('strong', item.result), ' ' + item.what, element('span', item.why, 'why'));
    byId('checklist').append(line);
  }
  const counted = report.coverage;
  byId('summary').textContent = `${counted.classes} classes, ${counted.entries} entry points (${counted.writingEntries} write; of ${counted.resolvedEntries} it is known all that they write), `
    + `${counted.cachedReads} cached reads (of ${counted.cachedReadsWithTables} it is known what they read), ${report.findings.length} findings, `
    + `${report.suppressed.length} meant to be so, ${report.unresolved.length} places not looked into`;
  if (!report.findings.length) byId('findings').append(element('p', 'Nothing was found.'));
  if (report.unresolved.length) {
    const list = element('ul');
    for (const each of report.unresolved) list.append(element('li', each.method + ':' + each.line + ': ' + each.what));
    byId('unresolved').append(list);
  } else {
    byId('unresolved').append(element('p', 'Nothing: all that was looked at was understood.'));
  }
  update();
})();
