import type { RecordedRoom } from '#platform/recording/recorded-room.js';
import { customersRoom } from './customers-room.js';
import { changeCustomerDetails } from './decisions/change-customer-details.js';
import { closeCustomer } from './decisions/close-customer.js';
import { reclassifyCustomer } from './decisions/reclassify-customer.js';
import { registerCustomer } from './decisions/register-customer.js';
import { customersEventTypes } from './event-types.js';

/** What the room brings along. */
export const customers: RecordedRoom = {
  room: customersRoom,
  commands: [registerCustomer, closeCustomer, changeCustomerDetails, reclassifyCustomer],
  eventTypes: customersEventTypes,
};
