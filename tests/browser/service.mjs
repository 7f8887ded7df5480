// The real service in a process of its own, with an empty register that goes away with it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts the service; `store` points it at another store than the embedded one, `content` is edited while it runs. */
export async function startService({ store, content } = {}) {
  const editing = content && ['--content', basename(content), '--templates', join(root, 'templates')];
  const data = mkdtempSync(join(tmpdir(), 'klachten-'));
  const env = { ...process.env, ...(store && { AWS_ENDPOINT_URL_DYNAMODB: store }) };
  const child = spawn(join(root, 'target/debug/examples/documents'), [...(editing ?? ['--published']), '--port', '0', '--data', data], {
    cwd: content ? dirname(content) : root,
    env,
  });
  const [address, key] = await new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const found = said.match(/Open (http:\/\/[^/]+).*\?sleutel=(\w+)\n/);
      if (found) resolve(found.slice(1));
    });
    child.stderr.resume();
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the service ended with ${code}: ${said}`)));
  });
  return {
    address,
    id: child.pid,
    /** What the mails ask for. */
    key,
    async stop() {
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true });
    },
  };
}

/** A service whose register nobody answers for. */
export const startServiceWithoutRegister = () => startService({ store: 'http://127.0.0.1:9' });
