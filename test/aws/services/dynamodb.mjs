// DynamoDB Local 3.1.0 out of Maven Central, in memory, on loopback.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cached, need, run, start, until } from './install.mjs';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';

/** @returns {Promise<{endpoint: string, stop: () => Promise<void>}>} */
export async function startDynamo() {
  await need('javac', 'default-jdk-headless');
  const folder = await cached('dynamodb-local-3.1.0', async (to) => {
    await need('mvn', 'maven');
    const pom = path.join(HERE, 'dynamodb-local.pom.xml');
    await run('mvn', ['-q', '-B', '-f', pom, COPY, `-DoutputDirectory=${to}`, '-DincludeScope=runtime']);
  });
  const service = start('java', [
    '-cp',
    path.join(folder, '*'),
    `-Dsqlite4java.library.path=${folder}`,
    '-Daws.region=us-east-1',
    path.join(HERE, 'LoopbackDynamo.java'),
  ]);
  const port = await until(service, () => /^port (\d+)$/m.exec(service.output())?.[1], 'DynamoDB Local');
  return { endpoint: `http://127.0.0.1:${port}`, stop: service.stop };
}
