import { Health } from '@tenon/plugin-observability';
import { expect } from 'chai';
import { type Host, startHost } from '#host/host.js';
import { orders } from '#host/orders.js';

describe('the host', () => {
  let host: Host;

  beforeEach(async () => {
    host = await startHost(0);
  });

  afterEach(() => host.close());

  const ask = async (path: string) => {
    const response = await fetch(`${host.address}${path}`);
    return { status: response.status, text: await response.text() };
  };

  it('answers how its runtime stands', async () => {
    await host.runtime.start(orders(100)).result;
    await host.runtime.start(orders(1), { id: 'bad' }).result;
    const { status, text } = await ask('/health');
    expect(status).to.equal(200);
    const health = JSON.parse(text) as Record<string, unknown>;
    expect(health).to.include.keys('status', 'at', 'uptimeMs', 'eventLoopDelay');
    expect(health['runs']).to.include({ completed: 1, failed: 1, running: 0 });
    expect(health['parts']).to.deep.equal({ orders: { status: 'ok', details: { open: 3 } } });
    expect(health['failures']).to.have.nested.property('[0].runId', 'bad');
  });

  it('answers 503 where a part is failing, so that no more is sent to it', async () => {
    const takeOut = host.runtime.services
      .get(Health)
      .add({ name: 'db', health: () => ({ status: 'failing' }) });
    expect((await ask('/health')).status).to.equal(503);
    takeOut();
    expect((await ask('/health')).status).to.equal(200);
  });

  it('answers its metrics as Prometheus reads them', async () => {
    await host.runtime.start(orders(100)).result;
    await host.runtime.start(orders(100)).result;
    const { status, text } = await ask('/metrics');
    expect(status).to.equal(200);
    expect(text).to.include('# TYPE tenon_run_duration histogram');
    expect(text).to.match(/^tenon_run_duration_count\{.*tenon_run_status="completed".*\} 2$/m);
    expect(text).to.match(
      /^tenon_node_duration_bucket\{.*tenon_node_id="sum".*le="0.001".*\} \d$/m,
    );
    expect(text).not.to.include('run_id');
  });

  it('answers nothing else', async () => {
    expect((await ask('/')).status).to.equal(404);
  });
});
