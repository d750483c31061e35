import {
  type Case,
  type Difference,
  executeCase,
  generateRandom,
  INSTALLED,
  possibleFeatures,
} from '@tenon/conformance';
import { type Plugin, RuntimeError } from '@tenon/core';
import { exploreSchedules, forEveryFault, type Recording, record, replay } from '@tenon/testing';
import { expect } from 'chai';

/**
 * Random workflows, with every feature there is, whose outcome the reference evaluator of the conformance suite has worked
 * out from the semantics alone. What the kit does to a run must not change it.
 */
function randomCases(seed: number, count: number, without?: string): Case[] {
  const features = possibleFeatures(INSTALLED).filter((feature) => feature !== without);
  return Array.from({ length: count }, (_, i) => generateRandom(seed + i, features));
}

/** What a run with a plugin of the kit comes to otherwise than the evaluator says. */
function differences(stated: Case, plugin: Plugin): Promise<Difference[]> {
  return executeCase(stated, { installed: INSTALLED, plugins: [plugin] });
}

/** A case that is refused calls no node. */
function callsNodes({ expected }: Case): boolean {
  return !('status' in expected && expected.status === 'refused');
}

describe('What the reference evaluator says of random workflows', function () {
  this.timeout(60_000);

  it('holds under every schedule', async () => {
    let orders = 0;
    for (const stated of randomCases(5000, 50).filter(callsNodes)) {
      try {
        const explored = await exploreSchedules(
          async ({ plugin, until }) => {
            expect(await until(differences(stated, plugin)), stated.id).to.deep.equal([]);
          },
          { schedules: 6 },
        );
        orders += explored.orders;
      } catch (error) {
        // Everything is skipped, or a required input is missing before any function is called.
        if (!RuntimeError.is(error, 'SCHEDULE_UNUSED')) throw error;
      }
    }
    expect(orders).to.be.above(100);
  });

  it('holds while a run is recorded, and in its replay, which calls nobody', async () => {
    let events = 0;
    for (const stated of randomCases(6000, 80)) {
      const test = ({ plugin }: { readonly plugin: Plugin }) => differences(stated, plugin);
      const { recording, answer } = await record(test);
      expect(answer, stated.id).to.deep.equal([]);
      const read = JSON.parse(JSON.stringify(recording)) as Recording;
      expect(await replay(read, test), stated.id).to.deep.equal([]);
      events += recording.events.length;
    }
    expect(events).to.be.above(500);
  });

  it('holds where functions are called again and compared', async () => {
    for (const stated of randomCases(7000, 40)) {
      const test = ({ plugin }: { readonly plugin: Plugin }) => differences(stated, plugin);
      const { recording } = await record(test);
      expect(await replay(recording, test, { call: 'all' }), stated.id).to.deep.equal([]);
    }
  });

  // Without loops, whose steps are many: there are as many runs as steps.
  it('holds where steps are only delayed, and every fault leads to a result', async () => {
    let struck = 0;
    for (const stated of randomCases(8000, 15, 'loops').filter(callsNodes)) {
      try {
        const sites = await forEveryFault(
          async ({ kind, plugin }) => {
            const found = await differences(stated, plugin);
            if (kind === 'delay') expect(found, stated.id).to.deep.equal([]);
          },
          { on: ['step'], kinds: ['fail', 'reject', 'delay'], delayMs: 0 },
        );
        struck += sites.length;
      } catch (error) {
        if (!RuntimeError.is(error, 'FAULT_NEVER_STRUCK')) throw error;
      }
    }
    expect(struck).to.be.above(80);
  });
});
