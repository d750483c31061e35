{
  "spec": ["dist/test/**/*.spec.js"],
  "timeout": 30000,
  "failZero": true,
  "forbidOnly": true
}
