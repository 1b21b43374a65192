// Two days in a moment: what a person cannot wait for is made to have happened, in the database of a running server.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Lets the open invitation of an address, and its links, have been sent more than two days ago. */
export async function twoDaysLater(portico, email) {
  const then = Date.now() - 60_000;
  const sql = `UPDATE invitation SET expires_at = ${then} WHERE email = '${email}' AND state = 'pending';
    UPDATE link SET expires_at = ${then} WHERE email = '${email}' AND state = 'live';`;
  await promisify(execFile)('sqlite3', ['-cmd', '.timeout 10000', join(portico.data, 'portico.db'), sql]);
}
