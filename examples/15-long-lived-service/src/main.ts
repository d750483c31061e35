import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

// Stands for whoever keeps the service running, and for those who use it.
const path = fileURLToPath(new URL('host.js', import.meta.url));
const host = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
const lines = createInterface({ input: host.stdout });
const [port] = (await once(lines, 'line')) as [string];
const address = `http://127.0.0.1:${port}`;
lines.on('line', (line) => console.log(line));

async function ask(tenant: string, job: string): Promise<void> {
  const response = await fetch(`${address}/${tenant}/${job}`, { method: 'POST' });
  console.log(`${tenant} asks for a ${job}: ${String(response.status)} ${await response.text()}`);
}

async function state(): Promise<string> {
  const response = await fetch(`${address}/stats`);
  return ((await response.json()) as { readonly state: string }).state;
}

await ask('acme', 'book');
await ask('acme', 'letter');
await ask('acme', 'letter');
await ask('globex', 'letter');
await ask('initech', 'encyclopedia');
await ask('acme', 'letter');

console.log('SIGTERM');
host.kill('SIGTERM');
while ((await state()) === 'open');
await ask('globex', 'letter');
const [code] = (await once(host, 'exit')) as [number | null];
console.log(`ended with ${String(code)}`);
