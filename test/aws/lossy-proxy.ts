import { type ClientRequest, createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on loopback before another one. */
export interface LossyProxy {
  readonly endpoint: string;
  /** Answers that were lost so far. */
  readonly lost: () => number;
  close(): Promise<void>;
}

/**
 * Passes every request on, whole, and loses the answers that `isLost` says: the connection is cut once the work is
 * done, as when a network or a process dies at the worst moment.
 */
export async function lossyProxy(
  target: string,
  isLost: (incoming: IncomingMessage) => boolean,
): Promise<LossyProxy> {
  const { hostname, port } = new URL(target);
  let lost = 0;
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward: ClientRequest = request({ hostname, port, method, path: url, headers }, (answer) => {
      if (isLost(incoming)) {
        lost++;
        answer.resume().once('end', () => incoming.socket.destroy());
        return;
      }
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    onward.once('error', () => incoming.socket.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lost: () => lost,
    close,
  };
}
