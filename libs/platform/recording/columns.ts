import { choice, count, day, documentNumber, freeText, money, period, score, truth } from './column-type.js';
import type { Column } from './record-kind.js';

// The vocabulary in which rooms declare their records; see any `decisions/` folder for its use.

export const numberColumn = (name: string): Column => ({ name, type: documentNumber, need: 'required' });
export const customerColumn: Column = numberColumn('customer_no');
export const textColumn = (name: string, more: Partial<Column> = {}): Column => ({ name, type: freeText, need: 'required', ...more });
export const choiceColumn = (name: string, choices: readonly string[]): Column => ({ name, type: choice(choices), need: 'required' });
export const moneyColumn = (name: string): Column => ({ name, type: money, need: 'required' });
export const periodColumn = (name: string): Column => ({ name, type: period, need: 'required' });
export const scoreColumn = (name: string): Column => ({ name, type: score, need: 'required' });

/** A day that is always there; `notBefore` names the column of the day it follows. */
export const dayColumn = (name: string, notBefore?: string): Column => ({ name, type: day, need: 'required', notBefore });

/** A day that may come later; `event` records it, and it comes no earlier than the day in `notBefore`. */
export const laterDay = (name: string, event: string, notBefore: string): Column => ({ name, type: day, need: 'later', event, notBefore });

/** `true` or `false`; empty means false. */
export const falseUnlessSaid = (name: string): Column => ({ name, type: truth, need: 'default', whenEmpty: false });

/** A whole number from 1; empty means 1. */
export const oneUnlessSaid = (name: string): Column => ({ name, type: count, need: 'default', whenEmpty: 1 });
