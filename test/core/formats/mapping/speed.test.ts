import { normalize } from '../support';
import { linesOf, mapped } from './support';

/** Lines that Wormtrail reads by itself too, as an application's own. */
const clf = mapped({
  name: 'own',
  title: 'Own',
  read: 'pattern',
  pattern: '{ip} {ident} {user} [{at}] "{method} {path} {version}" {code} {size}',
  when: [{ from: 'at', as: 'clf' }],
  class: 'HTTP Activity',
  activity: { from: 'method', map: { GET: 'Get', POST: 'Post' } },
  attributes: {
    time: { from: 'at', as: 'clf' },
    'src_endpoint.ip': { from: 'ip' },
    'actor.user.name': { from: 'user' },
    'http_request.http_method': { from: 'method' },
    'http_request.url.path': { from: 'path' },
    'http_request.version': { from: 'version' },
    'http_response.code': { from: 'code' },
    'http_response.length': { from: 'size' },
    severity_id: { value: 1 },
  },
});
const LINES = Array.from(
  { length: 10_000 },
  (_, i) =>
    `192.0.2.${i % 250} - alice [10/Oct/2025:13:55:${10 + (i % 50)} -0700] "GET /a/${i} HTTP/1.1" 200 ${i}`,
).join('\n');

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

it('reads lines not much slower than what is written for them by hand', () => {
  let [own, builtIn] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  // In turns, so that what else the machine does bears on both.
  for (let round = 0; round < 6; round++) {
    own = Math.min(
      own,
      seconds(() => linesOf(clf, LINES)),
    );
    builtIn = Math.min(
      builtIn,
      seconds(() => normalize(LINES)),
    );
  }
  expect(linesOf(clf, LINES).events[0]?.metadata.log_format).toBe('own');
  expect(own).toBeLessThan(2.5 * builtIn);
});
