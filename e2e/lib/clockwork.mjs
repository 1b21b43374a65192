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

/** Lets routers be taken for silent after 24 s instead of 45; they report every 15 s. */
export async function silentSooner(portico) {
  await make(portico, 'UPDATE router SET period_ms = 8000;');
}

/** Lets staff have looked at the home of a customer of this name every day for a month. */
export async function lookedAtForAMonth(portico, name) {
  const looks = Array.from({ length: 30 }, (_, day) =>
    // Ids are in the order of time: these come before all others.
    `INSERT INTO timeline (isp_id, id, at, kind, customer_id, actor_kind, actor_name, details)
       SELECT isp_id, x'${String(30 - day).padStart(32, '0')}', ${Date.now() - (day + 1) * 86_400_000}, 'customer-viewed', id, 'staff',
         'Bartholomew Featherstonehaugh-Cholmondeley', '{}' FROM customer WHERE name = '${name}';`,
  );
  await make(portico, looks.join('\n'));
}

const EVIDENCE = [
  ['high-cpu', { mean: 97, peak: 99, minutes: 15 }],
  ['restarts', { times: 4, crashes: 2, reason: 'wd-timeout' }],
  ['no-dns', { minutes: 10 }],
  ['old-firmware', { model: 'archer_c7_v4', firmware: '19.07.2', usual: '22.03.5' }],
  ['certificate', {}],
  ['offline', { with: 'none' }],
];

/** Lets homes of a demonstration have had their troubles for a while: one of each kind, and an outage of six. `data` is its folder. */
export async function troubleForAWhile(data) {
  const home = (n) => `(SELECT isp_id, customer_id, id FROM router WHERE customer_id IS NOT NULL ORDER BY mac LIMIT 1 OFFSET ${n})`;
  const columns = '(isp_id, id, customer_id, router_id, kind, since, evidence, outage_id, folded, snoozed_until, note)';
  const issue = ([kind, evidence], n, outage = 'NULL', since = Date.now() - (n + 1) * 3_700_000) =>
    `INSERT INTO known_issue ${columns} SELECT isp_id, randomblob(16), customer_id, id, '${kind}', ${since},
       '${JSON.stringify(evidence)}', ${outage}, ${outage !== 'NULL'}, 0, '' FROM ${home(n)};`;
  const outage = "x'0000000000000000000000000000aaaa'";
  const began = Date.now() - 240_000;
  const sql = [
    ...EVIDENCE.map((it, n) => issue(it, n)),
    `INSERT INTO outage (isp_id, id, began_at, prefix, homes) SELECT isp_id, ${outage}, ${began}, '203.0.113.', 6 FROM ${home(0)};`,
    ...[10, 11, 12, 13, 14, 15].map((n) => issue(['offline', { with: 'others' }], n, outage, began + n * 1000)),
  ];
  await make({ data }, sql.join('\n'));
}
