import { room } from '#platform/recording/room.js';
import { customerStream } from './events.js';
import { evolveClass, heldClass, latestReclassification, reclassifications } from './decisions/class-history.js';
import { customer } from './records/customer.js';

/** Customers, their details, class and closing. */
export const customersRoom = room({
  name: 'customers',
  kinds: [customer],
  stream: customerStream,
  opensCustomer: true,
  changed: 'CustomerDetailsChanged',
  enteredInError: 'CustomerRecordEnteredInError',
  evolveOther: evolveClass,
  // A class that the customer had or has: an older or a newer export says nothing new.
  alsoEqual: (state, _kind, column, value) => column === 'customer_class' && heldClass(state, value),
  standingWith: (state) => reclassifications(state),
  otherDays: ['effective_from'],
  standingDay: (state, _kind, _number, day) => (day === 'effective_from' ? latestReclassification(state) : undefined),
});
