/** What reviewers' tools say of the example, which `node test/review/run.mjs` runs. @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  rootDir: __dirname,
  testMatch: ['**/*.test.ts'],
  testTimeout: 120_000,
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
};
