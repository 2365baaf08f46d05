import { dayOf, parseDay, type Day } from '#platform/kernel/day.js';
import type { CustomerClass } from '#customers/events.js';
import type { CustomerFacts } from './exchange-files.js';
import { inventCustomer } from './invented-person.js';
import { simulateAccount } from './simulate-account.js';
import { simulateBilling } from './simulate-billing.js';
import { simulateCooperation } from './simulate-cooperation.js';
import { simulateFieldAssessment } from './simulate-field-assessment.js';
import { simulateLegal } from './simulate-legal.js';
import { simulateMandates } from './simulate-mandates.js';
import { simulateSafety } from './simulate-safety.js';
import type { Span, Subject } from './span.js';
import { temperamentOf } from './temperament.js';
import { laterDay } from './until-end.js';

export interface SimulatedCustomer {
  readonly facts: CustomerFacts;
  /** Whether the customer fails to pay in the month after the span: an outcome, no fact. */
  readonly defaulted: boolean;
}

/**
 * One invented customer with everything the exchange files can say. A pure function of its arguments: the same on any
 * machine and day, whoever else is simulated. A longer span repeats the rows of a shorter one, later days filled in.
 */
export function simulateCustomer(seed: string, customerNo: string, span: Span): SimulatedCustomer {
  const account = simulateAccount(seed, customerNo, span);
  const temperament = temperamentOf(seed, customerNo, account.customerClass);
  const { facts: billing, defaultsNext } = simulateBilling(seed, account, span, temperament);
  const customer = inventCustomer(seed, { ...account, closedOn: laterDay(account.closed, span) });
  return { facts: { customer, ...billing, ...factsBesideBills(seed, account, span) }, defaulted: defaultsNext };
}

/** What is known of a customer that others keep the bills of. */
export interface ExistingCustomer {
  readonly customer_no: string;
  readonly customer_class: string;
  readonly opened_on: string;
  readonly closed_on?: string;
}

/** The facts of all files but customers, bills, payments, returns and exemptions. */
export type FactsBesideBills = Omit<CustomerFacts, 'customer' | 'bills' | 'payments' | 'payment_returns' | 'bill_exemptions'>;

/** Such facts for existing customers, one after the other, to be laid beside their own records in one folder. */
export function* simulateFactsFor(customers: Iterable<ExistingCustomer>, seed: string, span: Span): Generator<FactsBesideBills> {
  for (const { customer_no, customer_class, opened_on, closed_on } of customers) {
    const lastActive: Day = (closed_on ? parseDay(closed_on) : null) ?? Infinity;
    const subject = { customerNo: customer_no, customerClass: customer_class as CustomerClass, opened: dayOf(opened_on), lastActive };
    yield factsBesideBills(seed, subject, span);
  }
}

function factsBesideBills(seed: string, subject: Subject, span: Span): FactsBesideBills {
  const temperament = temperamentOf(seed, subject.customerNo, subject.customerClass);
  return {
    ...simulateMandates(seed, subject, span, temperament),
    ...simulateSafety(seed, subject, span, temperament),
    ...simulateLegal(seed, subject, span, temperament),
    ...simulateCooperation(seed, subject, span, temperament),
    ...simulateFieldAssessment(seed, subject, span),
  };
}
