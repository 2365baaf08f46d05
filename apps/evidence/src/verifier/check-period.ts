import { dayInZone } from '#platform/config/zone.js';
import { formatDay } from '#platform/kernel/day.js';
import type { PackagedEvent } from '#credit/evidence/packaged-event.js';
import type { PackageDescription } from '#credit/evidence/package-description.js';
import type { CheckList } from './check-list.js';

/**
 * A period is a range of the log: every position of it is in the package, and the events right before and right after
 * it, which the package shows too, were recorded on other days.
 */
export class PeriodWatch {
  #inside = 0;
  readonly #hidden = new Set<number>();
  readonly #days: { position: number; day: string }[] = [];

  constructor(private readonly description: PackageDescription) {}

  see(position: number, event: PackagedEvent | null): void {
    const { selection, zone } = this.description;
    if (selection.kind !== 'period') return;
    const { firstPosition, lastPosition } = selection;
    if (position >= firstPosition && position <= lastPosition) this.#inside++;
    if (!event) this.#hidden.add(position);
    else if ([firstPosition - 1, firstPosition, lastPosition, lastPosition + 1].includes(position)) this.#days.push({ position, day: formatDay(dayInZone(event.recordedAt, zone)) });
  }

  check(treeSize: number, checks: CheckList): void {
    const { selection } = this.description;
    if (selection.kind !== 'period') return;
    const { from, to, firstPosition, lastPosition } = selection;
    const expected = lastPosition - firstPosition + 1;
    if (this.#inside !== expected) checks.fail('completeness', `The period is events ${firstPosition} to ${lastPosition}; the package holds ${this.#inside} of those ${expected}.`);
    const dayOf = (position: number): string | undefined => this.#days.find((one) => one.position === position)?.day;
    const outside = (position: number, is: (day: string) => boolean, what: string): void => {
      if (position < 1 || position > treeSize) return;
      const day = dayOf(position);
      if (day === undefined && this.#hidden.has(position)) checks.notChecked('completeness', `Event ${position}, the one right ${what} the period, is confidential: nothing here proves where the period ${what === 'before' ? 'begins' : 'ends'}.`);
      else if (day === undefined) checks.fail('completeness', `Event ${position}, the one right ${what} the period, is not shown: nothing proves where the period ${what === 'before' ? 'begins' : 'ends'}.`);
      else if (!is(day)) checks.fail('completeness', `Event ${position}, right ${what} the period, was recorded on ${day}: it belongs to it.`);
    };
    outside(firstPosition - 1, (day) => day < from, 'before');
    outside(lastPosition + 1, (day) => day > to, 'after');
    for (const { position, day } of this.#days) {
      if (position >= firstPosition && position <= lastPosition && (day < from || day > to)) checks.fail('completeness', `Event ${position} was recorded on ${day}, outside the period from ${from} to ${to}.`);
    }
    checks.pass('completeness', `The period from ${from} to ${to}: events ${firstPosition} to ${lastPosition}${expected === 0 ? ' (none)' : ''}.`);
  }
}
