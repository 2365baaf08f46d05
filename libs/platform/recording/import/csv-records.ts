/** A record of a CSV file: its fields, or why it has none. */
export interface CsvRecord {
  /** The line it begins on, counted from 1. */
  readonly line: number;
  readonly fields: readonly string[] | null;
  /** A sentence, where `fields` is null. */
  readonly problem?: string;
}

/** A quoted field may run over so many lines before its quote counts as never closed. */
const LONGEST_RECORD_LINES = 200;
const LONGEST_LINE = 1024 * 1024;

/**
 * Splits lines into records as RFC 4180 has it: fields apart by commas, quoted where they hold commas, quotes or line
 * breaks. A record that is wrong costs its first line only: reading goes on with the next one.
 */
export class CsvRecords {
  /** Fields a record must have; 0 as long as the header is not read. */
  width = 0;
  #line = 0;
  /** Lines of a record whose quote is still open. */
  #open: string[] = [];
  #openLine = 0;
  #quotes = 0;
  #blank: number[] = [];

  constructor(private readonly take: (record: CsvRecord) => void) {}

  /** The next line, without its line end; null for one that is not UTF-8. */
  line(text: string | null): void {
    this.#line++;
    this.#feed(text, this.#line);
  }

  /** Call after the last line. Empty lines at the end are no records. */
  end(): void {
    while (this.#open.length > 0) this.#giveUp('the quote opened here is never closed');
    this.#blank = [];
  }

  #feed(text: string | null, line: number): void {
    if (this.#open.length > 0) {
      if (text !== null && this.#open.length < LONGEST_RECORD_LINES) return this.#continue(text);
      this.#giveUp('the quote opened here is not closed');
      return this.#feed(text, line);
    }
    if (text === null) return this.#wrong(line, 'the line is not UTF-8');
    if (text === '') {
      this.#blank.push(line);
      return;
    }
    if (this.#blank.length > 0) for (const blank of this.#blank.splice(0)) this.#wrong(blank, 'the line is empty');
    if (text.length > LONGEST_LINE) return this.#wrong(line, `the line is longer than ${LONGEST_LINE} characters`);
    if (!text.includes('"')) return this.#record(line, text.split(','));
    const quotes = count(text);
    if (quotes % 2 === 0) return this.#quoted(line, text);
    this.#open = [text];
    this.#openLine = line;
    this.#quotes = quotes;
  }

  #continue(text: string): void {
    this.#open.push(text);
    this.#quotes += count(text);
    if (this.#quotes % 2 !== 0) return;
    const fields = quotedFields(this.#open.join('\n'));
    if (!fields || (this.width > 0 && fields.length !== this.width)) return this.#giveUp(fields ? this.#miscounted(fields.length) : MISQUOTED);
    this.#open = [];
    this.#record(this.#openLine, fields);
  }

  /** The first line of the open record is wrong; the lines after it are read again by themselves. */
  #giveUp(problem: string): void {
    const [, ...rest] = this.#open;
    const line = this.#openLine;
    this.#open = [];
    this.#wrong(line, problem);
    rest.forEach((text, at) => this.#feed(text, line + 1 + at));
  }

  #quoted(line: number, text: string): void {
    const fields = quotedFields(text);
    if (fields) this.#record(line, fields);
    else this.#wrong(line, MISQUOTED);
  }

  #record(line: number, fields: readonly string[]): void {
    if (this.width > 0 && fields.length !== this.width) this.#wrong(line, this.#miscounted(fields.length));
    else this.take({ line, fields });
  }

  #wrong(line: number, problem: string): void {
    this.take({ line, fields: null, problem });
  }

  #miscounted(fields: number): string {
    return `the line has ${fields} ${fields === 1 ? 'field' : 'fields'}, the header ${this.width}`;
  }
}

const MISQUOTED = 'a quotation mark stands where none may: a field is quoted as a whole, and a quotation mark in it is doubled';

function count(text: string): number {
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes++;
  return quotes;
}

/** The fields of a record that holds quotation marks; null if they stand where none may. */
export function quotedFields(text: string): string[] | null {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] === '"') {
      let field = '';
      let from = at + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) return null;
        field += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          at = quote + 1;
          break;
        }
        field += '"';
        from = quote + 2;
      }
      fields.push(field);
      if (at < text.length && text[at] !== ',') return null;
    } else {
      const comma = text.indexOf(',', at);
      const end = comma < 0 ? text.length : comma;
      const field = text.slice(at, end);
      if (field.includes('"')) return null;
      fields.push(field);
      at = end;
    }
    if (at >= text.length) return fields;
    at++;
  }
}
