// The product under test: the real binary, a throw-away data folder, free ports.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { atEnd } from './ending.mjs';
import { until } from './until.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The binary under test. */
export const BINARY = process.env.PORTICO_BIN ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/portico');

/** The environment without settings of Portico's: those of whoever runs the journeys, such as PORTICO_BIN, are not its own. */
export const ENVIRONMENT = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_')));

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Starts Portico and waits until it says that it is ready. It is stopped, and its folder removed, after the test `t`.
 *
 * @param {import('node:test').TestContext} t
 * @param {{verb?: 'serve'|'demo', args?: string[], env?: object, ready?: number, binary?: string}} options
 *   `args` come after the verb and the flags for folder and ports; `ready` is how long it may take, in ms.
 */
export async function startPortico(t, { verb = 'serve', args = [], env = {}, ready = 60_000, binary = BINARY } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'portico-'));
  const [port, routerPort] = [await freePort(), await freePort()];
  const folder = verb === 'serve' ? ['--data', data] : [];
  const listen = ['--listen', `127.0.0.1:${port}`, '--router-listen', `127.0.0.1:${routerPort}`];
  // In its own folder, so that no portico.toml of the work tree is read.
  const child = spawn(binary, [verb, ...folder, ...listen, ...args], {
    cwd: data,
    env: { ...ENVIRONMENT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let ended = '';
  child.on('error', (error) => (ended ||= error.message));
  child.on('exit', (code, signal) => (ended ||= `ended with ${signal ?? code}`));
  const lines = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => lines.push(line));
  }
  const output = () => lines.join('\n');

  async function stop(signal = 'SIGTERM') {
    if (child.pid && child.exitCode === null && child.signalCode === null) {
      const exit = once(child, 'exit');
      child.kill(signal);
      await exit;
    }
  }
  atEnd(t, async () => {
    await stop();
    await rm(data, { recursive: true, force: true });
  });

  const url = `http://localhost:${port}`;
  await until(`portico is ready on ${url}`, ready, async () => {
    if (ended) throw new Error(`portico ${ended} before it was ready:\n${output()}`);
    const answer = await fetch(`${url}/ready`).catch(() => null);
    await answer?.body?.cancel();
    return answer?.ok;
  });

  return {
    url,
    routerPort,
    data,
    output,
    stop,
    /** The first match of `pattern` in what it printed, now or soon: its first group, or all of it. */
    printed: (pattern, patience = 10_000) =>
      until(`portico prints ${pattern}`, patience, () => {
        if (ended) throw new Error(`portico ${ended}:\n${output()}`);
        const match = output().match(pattern);
        return match && (match[1] ?? match[0]);
      }),
  };
}
