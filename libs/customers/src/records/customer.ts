import { choiceColumn, dayColumn, laterDay, numberColumn, textColumn } from '#platform/recording/columns.js';
import { recordKind } from '#platform/recording/record-kind.js';

export const CUSTOMER_CLASSES = ['power', 'lighting'] as const;

const detail = { changes: true } as const;
const optional = { changes: true, need: 'optional' } as const;

/** customers: customer_no, name, customer_class, opened_on; optional region, segment, phone, address, contract_no, closed_on (domain.md §4). */
export const customer = recordKind({
  kind: 'customer',
  file: 'customers',
  words: 'customer',
  number: 'customer_no',
  columns: [
    numberColumn('customer_no'),
    textColumn('name', { ...detail, personal: true }),
    choiceColumn('customer_class', CUSTOMER_CLASSES),
    dayColumn('opened_on'),
    textColumn('region', optional),
    textColumn('segment', optional),
    textColumn('phone', { ...optional, personal: true }),
    textColumn('address', { ...optional, personal: true }),
    textColumn('contract_no', optional),
    { ...laterDay('closed_on', 'CustomerClosed', 'opened_on'), mayBeMissing: true },
  ],
  event: 'CustomerOpened',
  occurredOn: 'opened_on',
});
