// The service in a process of its own, with an empty register that goes away with it.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The content of a made-up organisation: its words are in the tests. */
export const FIXTURE = join(root, 'tests/fixtures/content');

/** What residents get. No test knows its words, its numbers or the names of its pages. */
export const REAL = join(root, 'content');

/** The most characters of each text of the form. */
export function lengthsOf(content) {
  const [, lengths] = readFileSync(join(content, 'organisation.toml'), 'utf8').split('[lengths]');
  const lines = lengths.split('\n[')[0].matchAll(/^(\w+) *= *([\d_]+)/gm);
  return Object.fromEntries([...lines].map(([, field, most]) => [field, Number(most.replaceAll('_', ''))]));
}

/** Every file of a page that is on the site today and every day. */
export function pageFilesOf(content) {
  const files = readdirSync(content, { recursive: true }).filter((file) => /^[^/]+\/[^/]+\.md$/.test(file));
  return files.filter((file) => !/^(draft|publish|expires|kind = "not-found")/m.test(readFileSync(join(content, file), 'utf8')));
}

/** The languages in which there is a form. */
export const languagesOf = (content) => readdirSync(content).filter((folder) => existsSync(join(content, folder, 'texts.toml')));

/** Starts the service; `store` points it at another store than the embedded one, `isEdited` makes it a preview in the folder around it. */
export async function startService({ store, content = FIXTURE, isEdited = false } = {}) {
  const folders = isEdited ? ['--content', basename(content), '--templates', join(root, 'templates')] : ['--published', '--content', content];
  const data = mkdtempSync(join(tmpdir(), 'klachten-'));
  const env = { ...process.env, ...(store && { AWS_ENDPOINT_URL_DYNAMODB: store }) };
  const child = spawn(join(root, 'target/debug/examples/documents'), [...folders, '--port', '0', '--data', data], {
    cwd: isEdited ? dirname(content) : root,
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
export const startServiceWithoutRegister = (options) => startService({ ...options, store: 'http://127.0.0.1:9' });
