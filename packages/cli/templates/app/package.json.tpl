{
  "name": "{{name}}",
  "version": "1.0.0",
  "private": true,
  "type": "module",
  "scripts": {
    "start": "tenon run flow.yaml",
    "check": "tenon verify flow.yaml",
    "schema": "tenon schema -o tenon.schema.json",
    "test": "node --test"
  },
  "dependencies": {
    "@tenon/cli": "^{{version}}",
    "@tenon/core": "^{{version}}",
    "inversify": "{{inversify}}",
    "reflect-metadata": "{{reflect-metadata}}"
  }
}
