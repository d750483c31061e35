{
  "$schema": "./node_modules/oxlint/configuration_schema.json",
  "options": { "typeAware": true, "denyWarnings": true },
  "plugins": ["typescript", "import", "promise", "node", "oxc"],
  "categories": { "correctness": "error", "suspicious": "error" },
  "ignorePatterns": ["dist"],
  "rules": {
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-explicit-any": "error",
    "typescript/consistent-type-imports": "error"
  }
}
