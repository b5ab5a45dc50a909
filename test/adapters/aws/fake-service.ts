import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The SDK's credential chain must find something, and nothing of this machine's. */
Object.assign(process.env, {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
});

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The operation, of services that name it in a header: `Query`. */
  readonly operation: string;
  /** The body as JSON, of those services. */
  readonly json: () => Record<string, unknown>;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Record<string, string>;
  readonly body?: string | Uint8Array;
  /** The connection is cut after this many bytes of the body. */
  readonly cutAfter?: number;
}

/** A service on loopback, over real sockets, that answers as a test says. */
export interface FakeService {
  readonly settings: { readonly endpoint: string; readonly region: string };
  /** What it was asked, in order. */
  readonly asked: Asked[];
  close(): Promise<void>;
}

/** @param answer `lost`: the connection is cut without an answer */
export async function fakeService(
  answer: (asked: Asked, number: number) => Answer | 'lost',
): Promise<FakeService> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = Buffer.concat(parts);
      const { method = '', url = '', headers } = request;
      const operation = String(headers['x-amz-target'] ?? '').replace(/^.*\./, '');
      const one = { method, url, headers, body, operation, json: () => JSON.parse(body.toString()) };
      asked.push(one);
      const given = answer(one, asked.length);
      if (given === 'lost') {
        request.socket.destroy();
        return;
      }
      const bytes = Buffer.from(given.body ?? '');
      response.writeHead(given.status ?? 200, { 'content-length': bytes.length, ...given.headers });
      if (given.cutAfter === undefined) response.end(bytes);
      else response.write(bytes.subarray(0, given.cutAfter), () => request.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { settings: { endpoint, region: 'eu-west-1' }, asked, close };
}

/** An error of S3. */
export function s3Fault(status: number, code: string): Answer {
  const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code} was said</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, body };
}

/** An answer of a service that speaks JSON; with a status, an error. */
export function json(value: Record<string, unknown>, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(value) };
}

/** An error of a service that speaks JSON. */
export function jsonFault(type: string, more: Record<string, unknown> = {}, status = 400): Answer {
  return json({ __type: `com.amazonaws.test#${type}`, message: `${type} was said`, ...more }, status);
}
