import { inspect } from 'node:util';
import type { AuditEvent } from '@tenon/core';
import { expectNoSecretIn } from '@tenon/testing';
import { expect } from 'chai';
import { type Crowd, crowdOf, type TenantRun } from './crowd.js';
import { HIGH, MOST, numbersIn, STEM, type Tenant, tenantOf } from './tenant.js';

const COUNT = 1_000;

/** What a tenant's loop comes to: it climbs at least once. */
const topOf = ({ start, target }: Tenant) => Math.max(start + 1, target);

/** Everything that is written or shown of a run, as text. */
function writtenOf({ result, events }: TenantRun, audited: readonly AuditEvent[]): string {
  const explained = Array.from(result.outcomes, ({ node }) => result.why(node));
  const { error, warnings } = result;
  return inspect(
    { shown: result.toJSON(), events, explained, audited, error, warnings },
    { depth: Infinity, maxArrayLength: null, maxStringLength: null },
  );
}

/** The audit events by run. */
function auditByRun({ audit }: Crowd): ReadonlyMap<string, readonly AuditEvent[]> {
  const byRun = new Map<string, AuditEvent[]>();
  for (const event of audit.events) {
    const own = byRun.get(event.runId);
    if (own === undefined) byRun.set(event.runId, [event]);
    else own.push(event);
  }
  return byRun;
}

describe('a thousand runs of one workflow at once', function () {
  this.timeout(30_000);
  let crowd: Crowd;
  let audited: ReadonlyMap<string, readonly AuditEvent[]>;
  /** What is written of each run, in the order of the tenants. */
  let written: readonly string[];

  before(async () => {
    crowd = await crowdOf(Array.from({ length: COUNT }, (_, number) => tenantOf(number)));
    audited = auditByRun(crowd);
    written = crowd.runs.map((run) => writtenOf(run, audited.get(run.result.runId) ?? []));
  });

  it('all go on at the same time, and leave no timer', () => {
    expect([crowd.mostAtOnce, crowd.timersLeft]).to.deep.equal([COUNT, 0]);
  });

  it('come each to their own results', () => {
    for (const { tenant, result } of crowd.runs) {
      const id = `~${String(tenant.number)}~`;
      const top = topOf(tenant);
      const words = top >= HIGH ? 'high' : 'low';
      expect(result.status, id).to.equal(tenant.fails ? 'failed' : 'completed');
      expect(result.loops['climbing']).to.deep.include({
        iterations: top - tenant.start,
        reason: 'converged',
      });
      expect(result.results['either']).to.deep.equal({
        value: `who ${id} is ${words}: ${String(top)}`,
      });
      if (tenant.fails)
        expect(result.error?.message).to.include(`tenant ${id} cannot sign with [secret KEY]`);
      else {
        expect(result.results['sign']).to.deep.equal({
          signed: `who ${id} is ${words}: ${String(top)} by user ${id}`,
          length: tenant.secret.length,
        });
      }
    }
  });

  it('warn each of their own values, and explain their own branches', () => {
    for (const { tenant, result } of crowd.runs) {
      const top = topOf(tenant);
      expect(result.warnings.map(({ code }) => code)).to.deep.equal(
        top > MOST ? ['CONTRACT_VIOLATED'] : [],
      );
      const text = result.why(top >= HIGH ? 'low' : 'high')?.text;
      const holds = top >= HIGH ? '"fork" took "true"' : '"fork" took "false"';
      expect(text)
        .to.include(holds)
        .and.to.include(`value is ${String(top)}`);
    }
  });

  it('have each their own events and their own records, in order and whole', () => {
    expect(audited.size).to.equal(COUNT);
    for (const { tenant, result, events } of crowd.runs) {
      const seqs = (audited.get(result.runId) ?? []).map(({ seq }) => seq);
      expect(seqs).to.deep.equal(seqs.map((_, i) => i + 1));
      expect(events.map(({ seq }) => seq)).to.deep.equal(events.map((_, i) => i + 1));
      expect(new Set(events.map(({ runId }) => runId))).to.deep.equal(new Set([result.runId]));
      const visits = topOf(tenant) - tenant.start;
      const climbed = events.filter((event) => event.type === 'nodeSettled' && event.node === 'up');
      expect(climbed).to.have.lengthOf(visits);
    }
  });

  it('write nothing of one another', () => {
    for (const [number, text] of written.entries()) {
      expect([...numbersIn(text)]).to.deep.equal([number]);
    }
    for (const { message, details } of crowd.log.lines) {
      expect(numbersIn(inspect({ message, details })).size).to.equal(1);
    }
  });

  it('show no secret, in nothing that is written', () => {
    expect(crowd.log.lines.length).to.be.at.least(COUNT);
    expectNoSecretIn(crowd.log.lines, STEM);
    expectNoSecretIn(crowd.audit.events, STEM);
    for (const text of written) expectNoSecretIn(text, STEM);
  });
});

describe('runs at once', () => {
  it('mask their own secrets and nobody else’s', async () => {
    const tenants = Array.from({ length: 20 }, (_, number) => tenantOf(number * 10));
    // Each is named as its neighbour's secret reads, which is no secret to it.
    const named = tenants.map((tenant, i) => ({
      ...tenant,
      name: tenants[(i + 1) % tenants.length]?.secret ?? '',
    }));
    const { log } = await crowdOf(named);
    const lines = log.lines.map(({ message }) => message);
    expect(lines.sort()).to.deep.equal(
      named.map(({ name }) => `${name} signs with [secret KEY]`).sort(),
    );
  });
});
