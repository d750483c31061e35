import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** Writes a CSV file of so many bytes at least, with the same rows each time. Answers how many there are. */
export async function writeLargeCsv(path: string, bytes: number): Promise<number> {
  const file = createWriteStream(path);
  file.write('id,region,customer,price,count,note\n');
  let written = 0;
  let rows = 0;
  while (written < bytes) {
    let piece = '';
    for (let i = 0; i < 1_000; i++, rows++) {
      const note = rows % 7 === 0 ? '"late, ""urgent"""' : 'on time and complete';
      piece += `${String(rows)},region-${String(rows % 12)},customer ${String(rows % 5_000)},${String((rows % 900) / 4)},${String(1 + (rows % 5))},${note}\n`;
    }
    written += piece.length;
    if (!file.write(piece)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
  return rows;
}
