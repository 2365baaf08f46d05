import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Controller, Get, Header, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiTags, type OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'express';
import { z } from 'zod';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { refuse } from '#platform/deciding/refusal.js';
import { Documented } from './documented.js';

// Swagger UI comes with @nestjs/swagger, which need not have it hoisted to where we could see it.
const swaggerUi = (): string => {
  const fromSwagger = createRequire(createRequire(pathToFileURL(join(CHECKOUT, 'package.json'))).resolve('@nestjs/swagger'));
  return dirname(fromSwagger.resolve('swagger-ui-dist/package.json'));
};

const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>gridledger: the HTTP interface</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<noscript>This page needs scripts. The document itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, docExpansion: 'list', defaultModelsExpandDepth: -1, filter: true, validatorUrl: null });
`;

/** The interface described: the OpenAPI document and a page to browse it, all from here, so that it works offline. */
@ApiTags('Pages')
@Controller()
export class DocumentationController {
  /** Set when the application is complete. */
  document: OpenAPIObject | null = null;

  @Get('openapi.json')
  @Documented({ id: 'openApi', summary: 'This document 接口文档', answer: z.record(z.string(), z.unknown()).describe('OpenAPI 3.1.') })
  openApi(): OpenAPIObject | null {
    return this.document;
  }

  @Get('docs')
  @Documented({ id: 'docs', summary: 'This document, to browse and to try', answer: { type: 'text/html', description: 'A page.' } })
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): string {
    return PAGE;
  }

  @Get('docs/start.js')
  @Documented({ id: 'docsStart', summary: 'The script that starts the page', answer: { type: 'text/javascript', description: 'A script.' } })
  @Header('Content-Type', 'text/javascript; charset=utf-8')
  start(): string {
    return START;
  }

  @Get('docs/:asset')
  @Documented({ id: 'docsAsset', summary: 'A file of Swagger UI', params: { asset: Object.keys(ASSETS).join(' or ') }, answer: { type: '*/*', description: 'A file.' }, refuses: [404] })
  asset(@Param('asset') asset: string, @Res({ passthrough: true }) response: Response): StreamableFile {
    if (!Object.hasOwn(ASSETS, asset)) throw refuse('unknown-route', 'There is nothing at this address.', 404);
    response.setHeader('Cache-Control', 'private, max-age=3600');
    return new StreamableFile(createReadStream(join(swaggerUi(), asset)), { type: ASSETS[asset] });
  }
}
