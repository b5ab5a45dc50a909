/**
 * Writes the example's template as the baseline that upgrades are measured against: `npm run baseline`, at a release,
 * when the template is what is going to be deployed.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { neutralised } from './baseline';
import { exampleTemplate } from './example';

const file = path.join(__dirname, 'baseline.template.json');
writeFileSync(file, `${JSON.stringify(neutralised(exampleTemplate()), null, 1)}\n`);
process.stdout.write(`${file}\n`);
