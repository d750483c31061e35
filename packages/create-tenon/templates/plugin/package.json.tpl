{
  "name": "{{package}}",
  "version": "0.1.0",
  "description": "A plugin for Tenon.",
  "keywords": ["tenon-plugin", "workflow"],
  "license": "MIT",
  "type": "module",
  "engines": { "node": "^20.19.0 || >=22.12.0" },
  "exports": {
    ".": { "types": "./dist/src/index.d.ts", "default": "./dist/src/index.js" },
    "./package.json": "./package.json"
  },
  "files": ["dist/src", "src"],
  "sideEffects": false,
  "scripts": {
    "build": "tsc",
    "pretest": "tsc",
    "test": "mocha",
    "lint": "oxlint",
    "prepack": "tsc"
  },
  "peerDependencies": {
    "@tenon/core": "{{@tenon/core}}"
  },
  "devDependencies": {
    "@tenon/core": "{{@tenon/core}}",
    "@tenon/testing": "{{@tenon/testing}}",
    "@types/chai": "{{@types/chai}}",
    "@types/mocha": "{{@types/mocha}}",
    "@types/node": "{{@types/node}}",
    "chai": "{{chai}}",
    "inversify": "{{inversify}}",
    "mocha": "{{mocha}}",
    "oxlint": "{{oxlint}}",
    "oxlint-tsgolint": "{{oxlint-tsgolint}}",
    "reflect-metadata": "{{reflect-metadata}}",
    "typescript": "{{typescript}}"
  }
}
