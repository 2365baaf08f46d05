import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandRegistry } from '#platform/recording/commands/command-registry.js';
import { openService, type Service } from '../../../../test/support/open-service.js';

interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string };
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let service: Service;
let document: Document;
beforeAll(async () => {
  service = await openService('2024-02-01T04:00:00Z');
  document = (await service.get('/openapi.json')).json as Document;
});
afterAll(() => service.close());

const operations = () => Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })));

/** What express has mounted, in OpenAPI's way of writing. */
function mounted(): string[] {
  const { router } = service.running.app.getHttpAdapter().getInstance() as { router: { stack: { route?: { path: string; methods: Record<string, boolean> } }[] } };
  return router.stack.flatMap(({ route }) => (route ? Object.keys(route.methods).map((method) => `${method} ${route.path.replace(/:(\w+)/g, '{$1}')}`) : []));
}

describe('the OpenAPI document', () => {
  it('describes every route that is mounted, and nothing else but the commands one by one', () => {
    const described = operations().map(({ path, method }) => `${method} ${path}`);
    const commands = service.running.app.get(CommandRegistry).list().map(({ name }) => `post /commands/${name}`);
    expect(mounted().length).toBeGreaterThan(15);
    expect(described.sort()).toEqual([...mounted(), ...commands].sort());
  });

  it('is well-formed: ids are unique, parameters of paths are declared, references lead somewhere', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'gridledger' } });
    const ids = operations().map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    for (const { path, operation } of operations()) {
      expect(operation.summary).toMatch(/\S/);
      for (const tag of operation.tags) expect(tags).toContain(tag);
      const declared = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      expect({ path, declared }).toEqual({ path, declared: [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name) });
      for (const parameter of operation.parameters ?? []) expect({ path, parameter }).toMatchObject({ parameter: { schema: expect.any(Object) } });
    }
    for (const [, reference] of JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)) {
      const at = reference.slice(2).split('/').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], document);
      expect({ reference, found: at !== undefined }).toEqual({ reference, found: true });
    }
  });

  it('says of every route what it answers and which problems it may answer with', () => {
    for (const { path, operation } of operations()) {
      const statuses = Object.keys(operation.responses);
      expect({ path, statuses: statuses.some((status) => status.startsWith('2') || status.startsWith('3')) }).toEqual({ path, statuses: true });
      expect({ path, statuses }).toMatchObject({ statuses: expect.arrayContaining(['421', '429', '500']) });
      for (const status of statuses.filter((one) => Number(one) >= 400)) {
        expect(operation.responses[status].content?.['application/problem+json'].schema.$ref).toBe('#/components/schemas/Problem');
      }
    }
  });

  it('brings for every command its schema and an example', () => {
    for (const { name } of service.running.app.get(CommandRegistry).list()) {
      const body = document.paths[`/commands/${name}`].post.requestBody!.content['application/json'];
      expect({ name, body }).toMatchObject({ body: { schema: { type: 'object' }, example: expect.any(Object) } });
    }
  });
});

describe('the page that shows it', () => {
  it('works offline: everything it loads comes from here', async () => {
    const page = await service.get('/docs');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address).filter((address) => !address.startsWith('data:'));
    expect(loaded).toEqual(['/docs/swagger-ui.css', '/openapi.json', '/docs/swagger-ui-bundle.js', '/docs/start.js']);
    for (const address of loaded) expect((await service.get(address)).status).toBe(200);
    expect((await service.get('/docs/package.json')).status).toBe(404);
    expect((await service.get('/docs/..%2fpackage.json')).status).toBe(404);
  });
});
