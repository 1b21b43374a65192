// Where people and routers are: other loopback addresses, as the other ends of real connections.
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import { atEnd } from './ending.mjs';

async function listening(t, server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set();
  server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  atEnd(t, async () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
    await once(server, 'close');
  });
  return server.address().port;
}

/** The options of a browser whose requests come from this address. Nothing is added to them: the server sees the connection alone. */
export async function browserAt(t, address) {
  const server = http.createServer((request, answer) => {
    const { hostname, port, pathname, search } = new URL(request.url);
    const headers = { ...request.headers };
    delete headers['proxy-connection'];
    const onward = http.request({ hostname, port, path: pathname + search, method: request.method, headers, localAddress: address, family: 4 });
    onward.on('response', (reply) => {
      answer.writeHead(reply.statusCode, reply.rawHeaders);
      reply.pipe(answer);
      reply.on('error', () => answer.destroy());
    });
    onward.on('error', () => answer.destroy());
    answer.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  const port = await listening(t, server);
  // Without the bypass a browser asks this machine's own servers directly.
  return { proxy: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' } };
}

/** A port that leads to this one, by connections that come from this address. */
export function portFrom(t, address, port) {
  const server = net.createServer((socket) => {
    const onward = net.connect({ host: '127.0.0.1', port, localAddress: address });
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  return listening(t, server);
}
