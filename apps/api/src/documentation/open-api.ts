import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { commandPaths } from './command-paths.js';
import { schemaOf } from './documented.js';
import { problemSchema } from './problem-schema.js';

const ABOUT = `Every question takes three dates: **asOf** (facts that occurred by that day; default: the current day of the supplier's zone),
**knownAsOf** (facts recorded by then: RFC 3339 with offset, or a day, meaning its end in that zone; default: now) and **edition** (a rulebook edition
that is to judge everything; default: each fact by the edition of its day). Every answer says which dates and which position of the log it rests on;
the same question about the past gives the same answer for ever. Days are YYYY-MM-DD, points decimal strings, money whole fen as strings.
Refusals are problem details (RFC 9457).`;

/** The OpenAPI 3.1 document of a running application; commands bring their schemas with them. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('gridledger')
    .setDescription(ABOUT)
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'A token of the identity provider, or one that npx gridledger token makes. What each role may: docs/permissions.md.' }, 'token')
    .addSecurityRequirements('token')
    .addTag('Customers', 'One customer: score, explanation, history, recorded facts 客户')
    .addTag('Lists', 'Lists for operators: grades, arrears, what changes next 清单')
    .addTag('Rulebook', 'Editions of the scoring rules, and what another edition would change 评分规则')
    .addTag('Outcomes', 'The grades against what is known afterwards 回测')
    .addTag('Ratings', 'Grades issued by persons 信用等级评定')
    .addTag('Surveys', 'Who is asked, the form, and what is to be sent 满意度调查')
    .addTag('Satisfaction', 'Indices, waves, questionnaires, the structural model 满意度')
    .addTag('Commands', 'Recording facts 记录')
    .addTag('Log', 'Events as they were written, and the calendar 事件日志')
    .addTag('Service', 'Health 运行状况')
    .addTag('Pages', 'What a browser shows 网页')
    .build();
  const document = SwaggerModule.createDocument(app, config);
  document.paths = { ...document.paths, ...commandPaths(app.get(CommandRegistry).list(), document.paths['/commands/{name}']) };
  document.components = { ...document.components, schemas: { ...document.components?.schemas, Problem: schemaOf(problemSchema, 'output') as never } };
  return document;
}
