// Time in a moment: what a person cannot wait for is made to have happened, in the database of a running server.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Lets the open invitation of an address, and its links, have been sent more than two days ago. */
export async function twoDaysLater(portico, email) {
  const then = Date.now() - 60_000;
  const sql = `UPDATE invitation SET expires_at = ${then} WHERE email = '${email}' AND state = 'pending';
    UPDATE link SET expires_at = ${then} WHERE email = '${email}' AND state = 'live';`;
  await make(portico, sql);
}

/** Lets everybody who is signed in have proven who they are longer ago than a sensitive act allows. */
export async function tenMinutesLater(portico) {
  await make(portico, `UPDATE session SET proved_at = ${Date.now() - 11 * 60_000};`);
}

const make = (portico, sql) =>
  promisify(execFile)('sqlite3', ['-cmd', '.timeout 10000', join(portico.data, 'portico.db'), sql]);
