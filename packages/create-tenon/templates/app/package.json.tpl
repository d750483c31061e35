{
  "name": "{{package}}",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "scripts": {
    "start": "tenon run flow.yaml",
    "check": "tenon verify flow.yaml",
    "schema": "tenon schema -o tenon.schema.json",
    "build": "tsc",
    "pretest": "tsc",
    "test": "mocha",
    "lint": "oxlint"
  },
  "dependencies": {
    "@tenon/cli": "{{@tenon/cli}}",
    "@tenon/core": "{{@tenon/core}}",
    "inversify": "{{inversify}}",
    "reflect-metadata": "{{reflect-metadata}}"
  },
  "devDependencies": {
    "@types/chai": "{{@types/chai}}",
    "@types/mocha": "{{@types/mocha}}",
    "@types/node": "{{@types/node}}",
    "chai": "{{chai}}",
    "mocha": "{{mocha}}",
    "oxlint": "{{oxlint}}",
    "oxlint-tsgolint": "{{oxlint-tsgolint}}",
    "typescript": "{{typescript}}"
  }
}
