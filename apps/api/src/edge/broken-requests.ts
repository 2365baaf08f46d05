import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { EdgeRefusal, problemOf } from './problem.js';

/** What is not even HTTP is answered with problem details too, and the connection closed. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const id = randomUUID();
    const { status, ...rest } = problemOf(refusalOf(error.code), id);
    const body = JSON.stringify({ ...rest, status });
    socket.end(
      `HTTP/1.1 ${status} ${rest.title}\r\nContent-Type: application/problem+json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nX-Correlation-Id: ${id}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}

function refusalOf(code: string | undefined): EdgeRefusal {
  if (code === 'HPE_HEADER_OVERFLOW') return new EdgeRefusal(431, 'headers-too-large', 'The address and the headers together are larger than 16 KiB.');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new EdgeRefusal(408, 'too-slow', 'The request did not arrive within the time allowed.');
  return new EdgeRefusal(400, 'malformed-request', 'This is not a well-formed HTTP/1.1 request.');
}
