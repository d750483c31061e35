import { port, workflow } from '@tenon/core';
import { branch, merge, partition } from '@tenon/plugin-conditional';
import { allClear, findStrongest, raiseAlert, sign, summarise, writeReport } from './bulletin.js';
import { refineRate, sampleMagnitudes } from './frequency.js';
import { QUAKES, type Quake } from './quake.js';
import { readQuakes } from './read-quakes.js';

/** Reads a catalogue of earthquakes and makes a signed report of it. Its inputs are the parameters of a run. */
export function quakeWorkflow() {
  const flow = workflow('earthquakes', {
    inputs: {
      file: port<string>().describe('a catalogue in the form of GeoJSON'),
      smallest: port<number>()
        .default(4.5)
        .describe('the magnitude from which the catalogue is complete'),
      alertFrom: port<number>().default(6).describe('the magnitude that raises an alert'),
    },
  });
  const quakes = port<readonly Quake[]>();

  // Read, and let nothing pass that is no record of an event.
  const read = flow.add('read', readQuakes);
  const kinds = flow.add(
    'kinds',
    partition(
      { earthquake: 'value.kind == "earthquake"' },
      { otherwise: 'other', inputs: { value: quakes } },
    ),
  );
  flow.input('file').to(read.in.file);
  flow.connect(read.out.quakes, kinds.in.value, { contract: { name: 'records', source: QUAKES } });

  // By severity.
  const severity = flow.add(
    'severity',
    partition(
      {
        major: 'value.magnitude >= 6',
        strong: 'value.magnitude >= 4.5',
        felt: 'value.magnitude >= 2.5',
      },
      { otherwise: 'micro', inputs: { value: quakes } },
    ),
  );
  flow.connect(kinds.out.earthquake, severity.in.value);
  const report = flow.add('report', writeReport);
  for (const name of ['major', 'strong', 'felt', 'micro'] as const) {
    const line = flow.add(`${name} ones`, summarise, { label: name });
    flow.connect(severity.out[name], line.in.quakes);
    flow.connect(line.out.line, report.in.lines);
  }
  const others = flow.add('other events', summarise, { label: 'no quake' });
  flow.connect(kinds.out.other, others.in.quakes);
  flow.connect(others.out.line, report.in.lines);

  // How fast numbers fall with the magnitude: refined until it no longer changes.
  const sample = flow.add('sample', sampleMagnitudes);
  const refine = flow.add('refine', refineRate);
  flow.connect(kinds.out.earthquake, sample.in.quakes);
  flow.input('smallest').to(sample.in.smallest, report.in.smallest);
  flow.connect(sample.out.rate, refine.in.rate);
  flow.connect(sample.out.mean, refine.in.mean);
  flow.connect(sample.out.span, refine.in.span);
  flow.loop('fit', {
    back: [[refine.out.rate, refine.in.rate]],
    until: 'refine.change < 0.000000001',
    maxIterations: 50,
  });

  // An alert, or none.
  const strongest = flow.add('strongest', findStrongest);
  const isSerious = flow.add(
    'is serious',
    branch('value.magnitude >= alertFrom', {
      inputs: { value: port<Quake>(), alertFrom: port<number>() },
    }),
  );
  const alert = flow.add('alert', raiseAlert);
  const calm = flow.add('all clear', allClear);
  const bulletin = flow.add('bulletin', merge({ inputs: { values: port<string>() } }));
  flow.connect(kinds.out.earthquake, strongest.in.quakes);
  flow.connect(strongest.out.quake, isSerious.in.value);
  flow.input('alertFrom').to(isSerious.in.alertFrom);
  flow.connect(isSerious.out.true, alert.in.quake);
  flow.connect(isSerious.out.false, calm.in.quake);
  flow.connect(alert.out.text, bulletin.in.values);
  flow.connect(calm.out.text, bulletin.in.values);

  // The report, and whose it is.
  flow.connect(read.out.title, report.in.title);
  flow.connect(bulletin.out.value, report.in.bulletin);
  flow.connect(sample.out.count, report.in.count);
  flow.connect(refine.out.rate, report.in.rate);
  const signed = flow.add('sign', sign);
  flow.connect(report.out.text, signed.in.text);
  return { workflow: flow.build(), report, signed };
}
