import { seededRandom, type Random } from '#platform/kernel/random.js';

export { Random } from '#platform/kernel/random.js';

/**
 * The numbers of one topic of one customer. They hang on the seed (any text), the customer_no and the topic alone, so that a
 * customer's facts do not depend on how many customers there are, nor a topic on what another topic drew.
 */
export const randomFor = (seed: string, customerNo: string, topic: string): Random => seededRandom(seed, customerNo, topic);
