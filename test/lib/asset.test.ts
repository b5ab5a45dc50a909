import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { functionCodePath } from '../../lib/asset';
import type { FunctionName } from '../../lib/names';

test.each<FunctionName>(['transform', 'sealer', 'redrive', 'auditor'])(
  'the code of the %s is found',
  (name) => {
    expect(existsSync(join(functionCodePath(name), 'index.js'))).toBe(true);
  },
);

test('code that was not built is missed with the way to build it', () => {
  expect(() => functionCodePath('absent' as FunctionName)).toThrow(
    /the code of the absent function is not at .*: run 'npm run build'/,
  );
});
