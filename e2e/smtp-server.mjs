// A real mail server for tests: takes mail, keeps nothing, and prints each message as one line of JSON.
//
//   node e2e/smtp-server.mjs --port 0 --tls starttls --cert cert.pem --key key.pem --auth user:secret
//
// It prints `listening PORT` when it takes connections, then a line {from, to, raw, secure, user} a message.
// It ends when its standard input, if that is a pipe, is closed: a test that dies leaves no server behind.
import { fstatSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SMTPServer } from 'smtp-server';

const HELP = `--port N              0 takes a free one (the default)
--tls none|starttls|implicit
--cert FILE --key FILE  PEM; needed for TLS
--auth USER:PASSWORD  refuse who does not sign in with these
--reject-rcpt ADDRESS refuse this recipient for good (550); may be repeated
--defer-rcpt ADDRESS  refuse this recipient for now (451); may be repeated`;

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    tls: { type: 'string', default: 'none' },
    cert: { type: 'string' },
    key: { type: 'string' },
    auth: { type: 'string' },
    'reject-rcpt': { type: 'string', multiple: true, default: [] },
    'defer-rcpt': { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

if (flags.help) {
  console.log(HELP);
  process.exit(0);
}
if (!['none', 'starttls', 'implicit'].includes(flags.tls)) stop(`--tls ${flags.tls} is not one of none, starttls, implicit`);
if (flags.tls !== 'none' && !(flags.cert && flags.key)) stop('TLS needs --cert and --key');

function stop(why) {
  console.error(`${why}\n\n${HELP}`);
  process.exit(2);
}

function refusal(code, text) {
  return Object.assign(new Error(text), { responseCode: code });
}

const server = new SMTPServer({
  secure: flags.tls === 'implicit',
  ...(flags.tls === 'none' ? {} : { cert: readFileSync(flags.cert), key: readFileSync(flags.key) }),
  disabledCommands: [...(flags.tls === 'starttls' ? [] : ['STARTTLS']), ...(flags.auth ? [] : ['AUTH'])],
  authOptional: !flags.auth,
  // Without TLS at all a password in the clear is what the test asked for; with STARTTLS it has to come after it.
  allowInsecureAuth: flags.tls === 'none',
  logger: false,
  onAuth({ username, password }, _session, done) {
    if (`${username}:${password}` === flags.auth) return done(null, { user: username });
    done(refusal(535, 'wrong name or password'));
  },
  onRcptTo({ address }, _session, done) {
    if (flags['reject-rcpt'].includes(address)) return done(refusal(550, 'no such mailbox'));
    if (flags['defer-rcpt'].includes(address)) return done(refusal(451, 'try again later'));
    done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      const message = {
        from: mailFrom ? mailFrom.address : '',
        to: rcptTo.map(({ address }) => address),
        raw: Buffer.concat(parts).toString('utf8'),
        secure: session.secure,
        user: session.user ?? null,
      };
      process.stdout.write(`${JSON.stringify(message)}\n`);
      done();
    });
  },
});

// A client that hangs up or fails a handshake is a client's affair.
server.on('error', (error) => {
  if (error.syscall === 'listen') stop(error.message);
  console.error(error.message);
});
server.listen(Number(flags.port), '127.0.0.1', () => console.log(`listening ${server.server.address().port}`));

const input = fstatSync(0);
if (input.isFIFO() || input.isSocket()) process.stdin.on('end', () => process.exit(0)).resume();
