import type { Day } from '#platform/kernel/day.js';
import type { CompiledEdition } from './compiled-edition.js';

/** The editions known at one position of the log, or the single one that a question names. */
export class EditionBook {
  /** By first day, earliest first; the first is in force from 1900-01-01 on. */
  private readonly editions: readonly CompiledEdition[];

  private constructor(editions: readonly CompiledEdition[], readonly named: boolean) {
    this.editions = [...editions].sort((a, b) => a.inForceFrom - b.inForceFrom);
    if (this.editions.length === 0) throw new RangeError('an edition book holds at least one edition');
  }

  /** Each edition runs until the next one's first day. */
  static of(editions: readonly CompiledEdition[]): EditionBook {
    return new EditionBook(editions, false);
  }

  /** One edition, asked for by name: it judges everything (domain.md §3.3, "Three dates"). */
  static only(edition: CompiledEdition): EditionBook {
    return new EditionBook([edition], true);
  }

  /** The edition in force on a day; before the first one's day, the first. */
  at(day: Day): CompiledEdition {
    for (let i = this.editions.length - 1; i > 0; i--) {
      if (this.editions[i].inForceFrom <= day) return this.editions[i];
    }
    return this.editions[0];
  }

  /** The edition that judged an entry, by its id; undefined for one that is not in the book. */
  byId(id: string): CompiledEdition | undefined {
    return this.editions.find((edition) => edition.id === id);
  }

  /** All of them, by first day. */
  all(): readonly CompiledEdition[] {
    return this.editions;
  }

  /** The first day after `day` on which another edition comes into force, or null. */
  nextChange(day: Day): Day | null {
    for (const edition of this.editions) if (edition.inForceFrom > day && edition !== this.editions[0]) return edition.inForceFrom;
    return null;
  }
}
