// Builds the pages into the folder that is given: installs what is locked, makes types of the server's description, checks types, bundles, checks
// the size. Does nothing if nothing has changed since it was last done.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { typesOf } from './types.mjs';

const LARGEST_GZIP_BYTES = 120 * 1024;
const LEAST_NODE = [20, 19];

const here = dirname(fileURLToPath(import.meta.url));
const target = resolve(process.argv[2] ?? join(here, 'dist'));
const description = resolve(here, '../src/main/resources/io/freshet/console/web/openapi.json');

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: here, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', shell: process.platform === 'win32' });
  if (done.error) {
    fail(`'${command}' cannot be run (${done.error.message}): the console's pages need npm beside Node.js`);
  }
  if (done.status !== 0) {
    fail(`${command} ${args.join(' ')}\n${done.stdout}${done.stderr}`);
  }
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function digestOf(files) {
  const hash = createHash('sha256');
  for (const file of files.toSorted()) {
    hash.update(file.slice(here.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function checkSize() {
  const bytes = filesIn(target).reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);
  if (bytes > LARGEST_GZIP_BYTES) {
    fail(`The pages have ${bytes} bytes gzipped, more than the ${LARGEST_GZIP_BYTES} that they may have`);
  }
  console.log(`The console's pages have ${bytes} bytes gzipped, of ${LARGEST_GZIP_BYTES} at the most`);
}

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
  fail(`The console's pages need Node.js ${LEAST_NODE.join('.')} or later, but this is ${process.versions.node}`);
}

const lock = join(here, 'package-lock.json');
const sources = [
  ...filesIn(join(here, 'src')).filter((file) => !file.endsWith('schema.d.ts')),
  ...['index.html', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.mjs', 'build.mjs', 'types.mjs'].map((name) => join(here, name)),
  description,
];
const digest = digestOf(sources);
const mark = join(here, 'node_modules', '.built');
if (existsSync(join(target, 'index.html')) && existsSync(mark) && readFileSync(mark, 'utf8') === digest + target) {
  console.log('The console\'s pages are as their sources are');
  process.exit(0);
}

const installed = join(here, 'node_modules', '.installed');
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== digestOf([lock])) {
  run('npm', 'ci', '--prefer-offline', '--ignore-scripts');
  writeFileSync(installed, digestOf([lock]));
}
writeFileSync(join(here, 'src', 'schema.d.ts'), typesOf(JSON.parse(readFileSync(description, 'utf8'))));
run(process.execPath, join('node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', 'tsconfig.json');
rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
run(process.execPath, join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', target, '--emptyOutDir', '--logLevel', 'warn');
if (!statSync(join(target, 'index.html')).size) {
  fail('Vite wrote no index.html');
}
checkSize();
writeFileSync(mark, digest + target);
