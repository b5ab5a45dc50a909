import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What a fake account answers, by operation: `DescribeKey`, `HEAD /bucket`; what is not named is refused. */
export type Answers = Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => Answer>>;
type Answer = object | string | { readonly error: string; readonly status?: number };

/** AWS as far as preflight asks it: the JSON protocols by X-Amz-Target, S3, STS and Lambda by method and path. */
export class FakeAws {
  readonly asked: string[] = [];
  readonly #server: Server;
  answers: Answers;

  private constructor(answers: Answers) {
    this.answers = answers;
    this.#server = createServer(async (request, response) => {
      const body = (await buffer(request)).toString('utf8');
      const target = request.headers['x-amz-target'];
      const form = new URLSearchParams(body).get('Action');
      const [path = ''] = (request.url ?? '').split('?');
      const operation =
        typeof target === 'string' ? (target.split('.').at(-1) ?? '') : (form ?? `${request.method} ${path}`);
      this.asked.push(operation);
      const known = this.answers[operation];
      const input: unknown = typeof target === 'string' ? JSON.parse(body) : {};
      const answer = known?.(input as Record<string, unknown>) ?? { error: 'AccessDeniedException' };
      if (typeof answer === 'object' && 'error' in answer && typeof answer.error === 'string') {
        const status = 'status' in answer && typeof answer.status === 'number' ? answer.status : 400;
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify({ __type: answer.error, message: 'no' }));
        return;
      }
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
    });
  }

  static async start(answers: Answers): Promise<FakeAws> {
    const fake = new FakeAws(answers);
    await new Promise<void>((resolve) => {
      fake.#server.listen(0, '127.0.0.1', resolve);
    });
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}
