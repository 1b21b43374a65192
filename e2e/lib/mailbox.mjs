// Mail as its readers get it: the .eml files that Portico writes when no mail server is set, decoded.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { until } from './until.mjs';

/** All mails in a data folder, oldest first. */
export async function mails(data) {
  const names = (await readdir(data, { recursive: true })).filter((name) => name.endsWith('.eml')).sort();
  // A file that is being renamed into place may be gone between the two looks; it is seen at the next.
  const sources = await Promise.all(names.map((name) => readFile(join(data, name)).catch(() => null)));
  return Promise.all(sources.filter(Boolean).map(decode));
}

/** The mail to this address whose subject matches, now or soon. */
export function mailTo(data, address, subject = /./, patience = 15_000) {
  return until(`a mail to ${address} about ${subject} arrives`, patience, async () =>
    (await mails(data)).findLast((mail) => mail.to.includes(address) && subject.test(mail.subject)),
  );
}

/** Headers, both bodies and their links, from the bytes of a message. */
export async function decode(source) {
  const mail = await PostalMime.parse(source);
  const text = mail.text ?? '';
  const html = mail.html ?? '';
  return {
    from: mail.from?.address,
    to: (mail.to ?? []).map(({ address }) => address),
    subject: mail.subject ?? '',
    messageId: mail.messageId,
    text,
    html,
    links: {
      text: [...text.matchAll(/https?:\/\/[^\s<>"]+/g)].map(([link]) => link),
      html: [...html.matchAll(/href="([^"]+)"/g)].map(([, link]) => link.replaceAll('&amp;', '&')),
    },
  };
}
