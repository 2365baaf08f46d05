import { z } from 'zod';

/** RFC 9457 as this service writes it; `Problem` in edge/problem.ts. */
export const problemSchema = z.strictObject({
  type: z.string().regex(/^urn:gridledger:problem:/).describe('Stable: urn:gridledger:problem:<code>.'),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().describe('A sentence for people.'),
  instance: z.string().describe('Names this occurrence; the service logs unexpected ones under it.'),
  errors: z
    .array(
      z.strictObject({
        code: z.string(),
        field: z.string().optional(),
        value: z.string().optional(),
        expected: z.string().optional(),
        message: z.string(),
      }),
    )
    .optional(),
});
