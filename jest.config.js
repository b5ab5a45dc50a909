/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Jest's default leaves one core idle, which here is half of them.
  maxWorkers: '100%',
  // A machine that is busy with other work must not fail a test that only waits for it.
  testTimeout: 60_000,
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // What needs programs from outside runs by runners of its own, called by .ci/run.
  testPathIgnorePatterns: ['<rootDir>/test/(aws|e2e|review)/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
};
