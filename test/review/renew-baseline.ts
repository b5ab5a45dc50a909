/**
 * Writes the example's template as the baseline that upgrades are measured against: `npm run baseline`, at a release,
 * when the template is what is going to be deployed.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { neutralised } from './baseline';
import { exampleTemplate } from './example';

const file = path.join(__dirname, 'baseline.template.json');
writeFileSync(file, JSON.stringify(neutralised(exampleTemplate()), null, 2));
const biome = createRequire(__filename).resolve('@biomejs/biome/bin/biome');
execFileSync(process.execPath, [biome, 'format', '--write', file], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
process.stdout.write(`${file}\n`);
