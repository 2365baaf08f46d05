import type { MomentsPlan } from '../indices/moments-plan.js';
import type { Moments } from '../indices/moments.js';

/** Moments as bytes: float64 little-endian, respondents first, then measures, pairs and listwise sums of the plan. */
export function momentsToBytes({ respondents, measures, pairs, listwise }: Moments): Buffer {
  const numbers = new Float64Array(1 + measures.length + pairs.length + listwise.length);
  numbers[0] = respondents;
  numbers.set(measures, 1);
  numbers.set(pairs, 1 + measures.length);
  numbers.set(listwise, 1 + measures.length + pairs.length);
  return Buffer.from(numbers.buffer);
}

/** Throws where the bytes are not of the plan. */
export function momentsOfBytes(plan: MomentsPlan, bytes: Buffer): Moments {
  const moments = plan.empty();
  const { measures, pairs, listwise } = moments;
  const length = 1 + measures.length + pairs.length + listwise.length;
  if (bytes.length !== length * 8) throw new RangeError(`moments of ${length} numbers were expected, ${bytes.length / 8} are there`);
  // The driver's buffers begin anywhere; a view of float64 needs a multiple of 8.
  const numbers = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  moments.respondents = numbers[0];
  measures.set(numbers.subarray(1, 1 + measures.length));
  pairs.set(numbers.subarray(1 + measures.length, 1 + measures.length + pairs.length));
  listwise.set(numbers.subarray(1 + measures.length + pairs.length));
  return moments;
}
