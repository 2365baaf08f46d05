import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CreditReader, type KnownEdition } from '#credit/asking/credit-reader.js';
import { checkEdition } from '#credit/editions/contradictions.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import { refuse } from '#platform/deciding/refusal.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';
import { formatDay } from '#platform/kernel/day.js';
import { Documented } from '../documentation/documented.js';
import { JsonBody } from '../edge/json-body.js';
import { daySchema } from './answers.js';

const editionListSchema = z
  .strictObject({
    editions: z.array(
      z.strictObject({
        id: z.string(),
        inForceFrom: daySchema,
        title: z.strictObject({ en: z.string(), zh: z.string() }),
        position: z.int().describe('Where the log published it; 0: built in.'),
        publishedBy: z.string().nullable(),
        contentSha256: z.string().describe('Over its RFC 8785 bytes.'),
      }),
    ),
  })
  .describe('The editions by their first day.');

const editionSchema = z.record(z.string(), z.unknown()).describe('The edition as published: each value with its source, clause, status S/F/D and note.');

const verdictSchema = z
  .strictObject({
    sound: z.boolean().describe('Whether it could be published now.'),
    id: z.string().nullable(),
    inForceFrom: z.string().nullable(),
    contentSha256: z.string(),
    problems: z.array(z.strictObject({ path: z.string(), message: z.string() })),
  })
  .describe('Everything that keeps an edition from being published.');

@ApiTags('Rulebook')
@Controller('rulebook')
export class RulebookController {
  constructor(private readonly reader: CreditReader) {}

  @Get('editions')
  @Documented({ id: 'editions', summary: 'The editions of the rulebook 规则版本', answer: editionListSchema })
  async editions(): Promise<z.input<typeof editionListSchema>> {
    const editions = await this.known();
    return {
      editions: editions.map(({ edition, position, contentSha256, publishedBy }) => ({
        id: edition.id,
        inForceFrom: formatDay(edition.inForceFrom),
        title: edition.source.title,
        position,
        publishedBy,
        contentSha256: contentSha256 ?? editionHash(edition.source as unknown as JsonObject),
      })),
    };
  }

  @Get('editions/:id')
  @Documented({ id: 'edition', summary: 'One edition, whole 规则全文', params: { id: 'The id of the edition.' }, answer: editionSchema, refuses: [404] })
  async edition(@Param('id') id: string): Promise<JsonObject> {
    const editions = await this.known();
    const found = editions.find(({ edition }) => edition.id === id);
    if (!found) throw refuse('unknown-edition', `There is no rulebook edition '${id}'; known are ${editions.map(({ edition }) => edition.id).join(', ')}.`, 404, { field: 'id', value: id });
    return found.edition.source as unknown as JsonObject;
  }

  @Post('editions/validate')
  @HttpCode(200)
  @Documented({
    id: 'validateEdition',
    summary: 'Whether an edition could be published, and if not, every reason 校验规则版本',
    body: { type: 'application/json', schema: z.record(z.string(), z.unknown()), description: 'An edition. It is published by POST /commands/PublishEdition.' },
    answer: verdictSchema,
  })
  async validate(@JsonBody() body: JsonObject): Promise<z.input<typeof verdictSchema>> {
    const published = (await this.known()).map(({ edition }) => ({ id: edition.id, inForceFrom: formatDay(edition.inForceFrom) }));
    const { problems, source } = checkEdition(body, published);
    return { sound: problems.length === 0, id: source?.id ?? null, inForceFrom: source?.inForceFrom ?? null, contentSha256: editionHash(body), problems: problems.map(({ path, message }) => ({ path, message })) };
  }

  private async known(): Promise<KnownEdition[]> {
    await this.reader.caughtUp();
    return this.reader.editions();
  }
}
