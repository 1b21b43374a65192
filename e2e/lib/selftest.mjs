// The helpers, on a small page of their own under the same strict policy: they see what is wrong, and let pass what is not.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { closeBrowser, person, signIn } from './browser.mjs';
import { accessible, look } from './look.mjs';
import { mailTo } from './mailbox.mjs';
import { startPortico } from './portico.mjs';

after(closeBrowser);

const page = (body) => `<!doctype html><html lang="en"><head><title>Selftest</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"></head><body><main><h1>Selftest</h1>${body}</main></body></html>`;

const FORM = `<form method="post" action="/home"><p><label>Email <input name="email" type="email" autocomplete="username">
</label></p><p><label>Password <input name="password" type="password" autocomplete="current-password"></label></p>
<button>Sign in</button></form>`;

async function site(t, bodies) {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-security-policy', "default-src 'none'; img-src data:; form-action 'self'");
    response.end(page(bodies[request.url] ?? '<p>Nothing here.</p>'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://localhost:${server.address().port}`;
}

test('a person signs in by the labels on the form, and the page is looked at in every size', async (t) => {
  const url = await site(t, { '/': FORM, '/home': '<p>Welcome.</p>' });
  const browser = await person(t);
  await browser.goto(url);
  await look(browser, 'selftest');
  await signIn(browser, url, { email: 'a@example.com', password: 'correct horse' });
  await browser.getByText('Welcome.').waitFor();
});

test('a field without a label is found, and said in words', async (t) => {
  const url = await site(t, { '/': '<input type="text">' });
  const browser = await person(t);
  await browser.goto(url);
  await assert.rejects(accessible(browser, 'the form'), /the form is not accessible:[^]*label: Form elements/);
});

test('a page that is wider than a phone is found', async (t) => {
  const url = await site(t, { '/': `<p>${'x'.repeat(200)}</p>` });
  const browser = await person(t);
  await browser.goto(url);
  await assert.rejects(look(browser, 'selftest-wide'), /360 px wide: scrolls sideways/);
});

test('what the policy blocks is a complaint', async (t) => {
  const url = await site(t, { '/': '<script>document.title = "no"</script>' });
  const browser = await person(t);
  await browser.goto(url);
  assert.match(browser.complaints.splice(0).join('\n'), /Content Security Policy/);
});

// Takes the flags that Portico takes, says a line, is ready at the second question, and ends when it is asked to.
const STAND_IN = `#!${process.execPath}
const { createServer } = require('node:http');
const found = process.argv.slice(3).join(' ').matchAll(/--(\\S+) (\\S+)/g);
const flags = Object.fromEntries([...found].map(([, name, value]) => [name, value]));
if (flags.fail) { console.error('no database'); process.exit(3); }
let asked = 0;
createServer((request, response) => {
  response.statusCode = ++asked > 1 ? 200 : 503;
  response.end();
}).listen(flags.listen.split(':')[1], () => console.log('set up at http://localhost/?token=abc'));
`;

test('a server is waited for until it is ready, its words are read, and it is gone after the test', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'portico-selftest-'));
  t.after(() => rm(folder, { recursive: true }));
  const binary = join(folder, 'stand-in');
  await writeFile(binary, STAND_IN, { mode: 0o755 });
  let url;
  await t.test('while the test runs', async (inner) => {
    const portico = await startPortico(inner, { binary });
    url = portico.url;
    assert.equal(await portico.printed(/token=(\w+)/), 'abc');
    assert.equal((await fetch(url)).status, 200);
  });
  await assert.rejects(fetch(url));
  await assert.rejects(startPortico(t, { binary, args: ['--fail', 'yes'] }), /ended with 3 before it was ready:[^]*no database/);
});

test('a mail in the data folder is decoded, links too', async (t) => {
  const data = await mkdtemp(join(tmpdir(), 'portico-selftest-'));
  t.after(() => rm(data, { recursive: true }));
  const mail = [
    'From: Portico <portico@example.com>',
    'To: bea@example.com',
    'Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=',
    'MIME-Version: 1.0',
    'Content-Type: multipart/alternative; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'Open http://localhost:8080/invitation?token=3Dabcdefghijklmnopqrstuvwxyz0123456789=',
    'ABCDEF',
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<a href="http://localhost:8080/?a=1&amp;b=2">Open</a>',
    '--b--',
    '',
  ].join('\r\n');
  await writeFile(join(data, '1.eml'), mail);
  const { subject, links } = await mailTo(data, 'bea@example.com', /Grüße/);
  assert.equal(subject, 'Grüße');
  assert.deepEqual(links.text, ['http://localhost:8080/invitation?token=abcdefghijklmnopqrstuvwxyz0123456789ABCDEF']);
  assert.deepEqual(links.html, ['http://localhost:8080/?a=1&b=2']);
  await assert.rejects(mailTo(data, 'nobody@example.com', /./, 100), /a mail to nobody@example.com/);
});

test('the mail server takes one recipient, refuses another, and says what it took', async (t) => {
  const script = fileURLToPath(new URL('../smtp-server.mjs', import.meta.url));
  const server = spawn(process.execPath, [script, '--reject-rcpt', 'no@example.com'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  const said = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const port = (await said.next()).value.match(/^listening (\d+)$/)[1];

  const socket = connect(Number(port), '127.0.0.1');
  const answers = createInterface({ input: socket })[Symbol.asyncIterator]();
  const says = async (line) => {
    if (line) socket.write(`${line}\r\n`);
    let answer;
    do answer = (await answers.next()).value;
    while (answer[3] === '-');
    return answer.slice(0, 3);
  };
  assert.equal(await says(), '220');
  assert.equal(await says('EHLO test'), '250');
  assert.equal(await says('MAIL FROM:<p@example.com>'), '250');
  assert.equal(await says('RCPT TO:<no@example.com>'), '550');
  assert.equal(await says('RCPT TO:<yes@example.com>'), '250');
  assert.equal(await says('DATA'), '354');
  assert.equal(await says('Subject: hello\r\n\r\nbody\r\n.'), '250');
  const message = JSON.parse((await said.next()).value);
  assert.deepEqual(message, {
    from: 'p@example.com',
    to: ['yes@example.com'],
    raw: 'Subject: hello\r\n\r\nbody\r\n',
    secure: false,
    user: null,
  });
  socket.destroy();
  server.stdin.end();
  assert.deepEqual(await ended, [0, null]);
});
