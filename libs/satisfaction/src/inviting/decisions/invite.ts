import { formatDay, dayOf, type Day } from '#platform/kernel/day.js';
import type { askingRules } from '../asking-rules.js';
import type { CustomerFacts } from '../customer-facts.js';
import { isOpen, nextInvitation, type CustomerInvitations } from '../customer-invitations.js';
import type { InvitedChannel, Moment, SurveyInvitationIssued } from '../invitation-events.js';

/** Whom to ask what, and why. */
export interface InviteToSurvey {
  readonly customerNo: string;
  readonly questionnaire: string;
  readonly edition: number;
  readonly moment: Moment;
  readonly channel: InvitedChannel;
  readonly wave?: string;
  readonly stratum?: string;
  readonly payment?: string;
  /** The last day on which it can be answered, where that is not said by the rules. */
  readonly goodThrough?: string;
}

/** Why somebody is not asked: a code and a sentence. */
export interface NotAsked {
  readonly code: 'unknown-customer' | 'account-closed' | 'person-withdrawn' | 'asked-before' | 'asked-recently';
  readonly message: string;
}

export type Invited = { readonly event: Omit<SurveyInvitationIssued['payload'], 'token_hash'> } | { readonly not: NotAsked };

/**
 * Whether a customer is asked today. Nobody is asked more often than the rules say, whatever leads to it; a payment and
 * a wave ask once.
 */
export function decideInvite(state: CustomerInvitations, wish: InviteToSurvey, facts: CustomerFacts | null, rules: ReturnType<typeof askingRules>, today: Day): Invited {
  const not = (code: NotAsked['code'], message: string): Invited => ({ not: { code, message } });
  const { customerNo, questionnaire, edition, moment, channel, wave, stratum, payment, goodThrough } = wish;
  if (!facts) return not('unknown-customer', `There is no customer ${customerNo}.`);
  if (facts.withdrawn) return not('person-withdrawn', `The personal data of customer ${customerNo} was erased or is restricted: nobody asks them anything.`);
  if (!facts.open) return not('account-closed', `Customer ${customerNo} has no account today.`);
  if (state.all.some(({ issued }) => (wave !== undefined && issued.wave === wave) || (payment !== undefined && issued.payment === payment))) {
    return not('asked-before', `Customer ${customerNo} was asked ${wave === undefined ? `after the payment ${payment}` : `in the wave ${wave}`} already.`);
  }
  const last = state.all.at(-1);
  if (last) {
    const lastOn = dayOf(last.issued.issued_on);
    if (today - lastOn < rules.askedOnceInDays || isOpen(last, today)) {
      return not('asked-recently', `Customer ${customerNo} was asked on ${last.issued.issued_on}, and nobody is asked more often than once in ${rules.askedOnceInDays} days: again from ${formatDay(lastOn + Math.max(rules.askedOnceInDays, dayOf(last.issued.expires_on) - lastOn + 1))} on.`);
    }
  }
  return {
    event: {
      invitation: nextInvitation(state, customerNo), customer_no: customerNo, questionnaire, edition, ...defined({ wave, stratum, payment }), moment, channel,
      ...defined({ region: facts.region, segment: facts.segment }), customer_class: facts.customerClass,
      issued_on: formatDay(today), expires_on: goodThrough ?? formatDay(today + rules.tokenValidDays),
    },
  };
}

const defined = <T extends object>(fields: T): Partial<T> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== null && value !== '')) as Partial<T>;
