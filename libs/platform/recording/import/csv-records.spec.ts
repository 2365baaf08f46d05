import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { CsvRecords } from './csv-records.js';
import type { CsvRecord } from './csv-records.js';
import { csvField } from './import-problem.js';

function read(text: string, width = 0): CsvRecord[] {
  const found: CsvRecord[] = [];
  const records = new CsvRecords((record) => found.push(record));
  records.width = width;
  const lines = text.split('\n').map((line) => line.replace(/\r$/, ''));
  if (lines.at(-1) === '') lines.pop();
  for (const line of lines) records.line(line);
  records.end();
  return found;
}

describe('CSV records', () => {
  it('are those that csv-parse finds, for any fields', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', '电', "'"), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field, field), { minLength: 1, maxLength: 8 }), (rows) => {
        const text = `${rows.map((row) => row.map(csvField).join(',')).join('\n')}\n`;
        expect(read(text, 3).map((record) => record.fields)).toEqual(parse(text, { relax_column_count: true }));
      }),
    );
  });

  it('never stop at a wrong one: every line is a record, part of one, or named', () => {
    const line = fc.string({ unit: fc.constantFrom('a', ',', '"'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const found = read(lines.join('\n'), 2);
        expect(found.every((record) => (record.fields ? record.fields.length === 2 : record.problem))).toBe(true);
        expect(found.map((record) => record.line)).toEqual([...new Set(found.map((record) => record.line))].sort((a, b) => a - b));
      }),
    );
  });

  it('give up a quote that is not closed, and read what follows it', () => {
    const found = read(['a,"b', ...Array.from({ length: 400 }, () => 'c,d')].join('\n'), 2);
    expect(found).toHaveLength(401);
    expect(found[0]).toMatchObject({ line: 1, fields: null });
    expect(found[400]).toEqual({ line: 401, fields: ['c', 'd'] });
  });
});
