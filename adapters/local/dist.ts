import * as path from 'node:path';

/** The folder of built files: this one where this code is built itself, `dist/` of the project under test runners. */
export const DIST: string =
  path.basename(__dirname) === 'dist' ? __dirname : path.resolve(__dirname, '..', '..', 'dist');
