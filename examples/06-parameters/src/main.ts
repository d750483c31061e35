import { createRuntime, defineNode, port, workflow } from '@tenon/core';
import { parameters, SecretProvider } from '@tenon/plugin-parameters';
import { settings } from './settings.js';
import { VaultSecrets } from './vault-secrets.js';

const sendMail = defineNode({
  type: 'send-mail',
  inputs: { to: port<string>(), from: port<string>(), text: port<string>() },
  outputs: { sent: port<string>() },
  secrets: { key: 'MAIL_KEY' },
  run: ({ to, from, text }, { secrets: { key } }) => {
    if (!to.includes('@')) throw new Error(`${to} cannot be reached with ${key.reveal()}`);
    return { sent: `"${text}" from ${from} to ${to}, signed with ${String(key)}` };
  },
});

const flow = workflow('report', { inputs: { month: port<string>(), reader: port<string>() } });
const mail = flow.add('mail', sendMail, {
  from: '${settings:mail.sender}',
  text: 'Sales of ${month}, ${format:-short}',
});
flow.input('reader').to(mail.in.to);
const report = flow.build();

const runtime = createRuntime({
  plugins: [parameters(), settings({ mail: { sender: 'reports@example.org' } })],
  configure: ({ bind }) => {
    bind(SecretProvider).toConstantValue(new VaultSecrets());
  },
});

const runs = [
  { tenant: 'acme', parameters: { month: 'May', reader: 'ada@example.org' } },
  { tenant: 'globex', parameters: { month: 'June', reader: 'ada@example.org', format: 'long' } },
  { tenant: 'acme', parameters: { month: 'July', reader: 'ada' } },
  { tenant: 'nobody', parameters: { month: 'July', reader: 'ada@example.org', fromat: 'long' } },
];
for (const options of runs) {
  const result = await runtime.start(report, options).result;
  console.log(`${result.status}: ${result.of(mail)?.sent ?? result.error?.message}`);
  for (const { message } of result.issues) console.log(`  ${message}`);
}
