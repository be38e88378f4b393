import { render } from 'preact';
import { App } from './app';
import { applyTheme } from './theme';
import uplot from 'uplot/dist/uPlot.min.css?inline';
import style from './style.css?inline';
import parts from './parts.css?inline';
import screens from './screens.css?inline';
import graph from './graph.css?inline';
import fleet from './fleet.css?inline';
import audit from './audit.css?inline';
import narrow from './narrow.css?inline';

// Styles come with the scripts, so that a page is one request less. Made by a script they are no inline styles, which the policy forbids.
const styles = new CSSStyleSheet();
styles.replaceSync([uplot, style, parts, screens, graph, fleet, audit, narrow].join('\n'));
document.adoptedStyleSheets = [styles];

applyTheme();
const root = document.getElementById('app');
if (root) {
  render(<App />, root);
}
