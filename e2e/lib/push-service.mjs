// A push service on this machine, in another's code than ours: it checks who sends, and opens what only the phone can read.
import assert from 'node:assert/strict';
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { atEnd } from './ending.mjs';
import { until } from './until.mjs';

const { decrypt } = createRequire(import.meta.url)('http_ece');

/**
 * Starts one, closed after the test `t`.
 *
 * @param {import('node:test').TestContext} t
 */
export async function pushService(t) {
  const phones = new Map();
  const server = createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const phone = phones.get(request.url);
      const body = Buffer.concat(pieces);
      phone?.taken.push({ headers: request.headers, body });
      response.writeHead(phone ? 201 : 410).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(t, async () => server.close());
  const origin = `http://127.0.0.1:${server.address().port}`;

  return {
    origin,
    /** A phone that this service reaches: what its browser says of its subscription, and what it was sent. */
    phone(name) {
      const ecdh = createECDH('prime256v1');
      const [p256dh, auth] = [ecdh.generateKeys('base64url'), randomBytes(16).toString('base64url')];
      const taken = [];
      phones.set(`/send/${name}`, { taken });
      return {
        subscription: { endpoint: `${origin}/send/${name}`, keys: { p256dh, auth } },
        /** The next notice, as the phone reads it; `key` is the one that its browser subscribed with. */
        async next(key, patience = 15_000) {
          const { headers, body } = await until(`a notice for ${name}`, patience, () => taken.shift());
          signedBy(headers, key, origin);
          assert.equal(headers['content-encoding'], 'aes128gcm');
          assert.ok(Number(headers.ttl) > 0);
          return JSON.parse(decrypt(body, { version: 'aes128gcm', privateKey: ecdh, authSecret: auth }));
        },
        /** How many it was sent that nobody read. */
        unread: () => taken.length,
      };
    },
  };
}

/** RFC 8292: a token for this service alone, good for a day at most, signed with the key that the browser knows. */
function signedBy({ authorization }, key, origin) {
  const [, token, public_] = authorization.match(/^vapid t=([^,]+), k=(.+)$/);
  assert.equal(public_, key);
  const point = Buffer.from(key, 'base64url');
  const jwk = { kty: 'EC', crv: 'P-256', x: point.subarray(1, 33).toString('base64url'), y: point.subarray(33).toString('base64url') };
  const [header, claims, signature] = token.split('.');
  const signed = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' };
  assert.ok(verify('sha256', Buffer.from(`${header}.${claims}`), signed, Buffer.from(signature, 'base64url')), 'the signature is wrong');
  const { aud, exp } = JSON.parse(Buffer.from(claims, 'base64url'));
  assert.equal(aud, origin);
  const left = exp - Date.now() / 1000;
  assert.ok(left > 0 && left <= 24 * 60 * 60, `good for ${left} s`);
}

/**
 * Lets a browser subscribe at this service, for which it would otherwise ask its vendor's over the internet. What it subscribes with is
 * kept as `window.subscribedWith`; everything else is the browser's own.
 */
export async function subscribesAt(context, subscription) {
  await context.addInitScript((made) => {
    const KEPT = 'a-subscription-of-this-browser';
    const one = () => ({
      ...made,
      toJSON: () => made,
      unsubscribe: async () => (localStorage.removeItem(KEPT), true),
    });
    PushManager.prototype.getSubscription = async () => (localStorage.getItem(KEPT) ? one() : null);
    PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
      if (!userVisibleOnly || applicationServerKey.length !== 65) throw new TypeError('not as browsers want it');
      localStorage.setItem(KEPT, 'yes');
      return one();
    };
  }, subscription);
}
