import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import { readConfig } from '#platform/config/config.js';

// No Docker runs where this is built: what the files in docker/ say is held against the code that they start.

const read = (path: string): string => readFileSync(join(CHECKOUT, path), 'utf8');
const compose = readdirSync(join(CHECKOUT, 'docker')).filter((name) => name.endsWith('.yaml'));
const found = (text: string, what: RegExp): string[] => [...text.matchAll(what)].map(([, one]) => one);

describe.each(compose)('docker/%s', (name) => {
  const text = read(`docker/${name}`);
  // Everything of the service `app`, up to the next one of its depth.
  const app = /^ {2}app:\n((?: {4}.*\n|\n)+)/m.exec(text)![1];

  it('pins every image to an exact version', () => {
    const images = found(text, /image: (\S+)/g);
    expect(images.length).toBeGreaterThan(0);
    for (const image of images) expect(image).toMatch(/@sha256:[0-9a-f]{64}$|:\d+(\.\d+)+[\w.-]*$/);
  });

  it('watches over every service that stays up, starts it again after a crash, and keeps what it writes in a volume', () => {
    const body = text.slice(text.indexOf('\nservices:'), text.search(/^(?:networks|volumes):/m));
    const shared = /^x-node: &node\n((?: {2}.*\n)+)/m.exec(text)?.[1] ?? '';
    for (const [, service, own] of body.matchAll(/^ {2}(\w+):\n((?: {4}.*\n|\n| {2}#.*\n)+)/gm)) {
      const settings = own.includes('<<: *node') ? own + shared : own;
      if (service === 'roles' || service === 'certificates') continue;
      expect([service, settings]).toEqual([service, expect.stringMatching(/healthcheck:\n(?:.*\n)*? +test: /)]);
      expect([service, settings]).toEqual([service, expect.stringContaining('restart: unless-stopped')]);
      expect([service, settings]).toEqual([service, expect.stringMatching(/volumes:\n(?: +- \w+:\/.*\n)+/)]);
    }
  });

  it('gives the application settings that it reads, and passwords that must be set', () => {
    const settings = read('libs/platform/config/config.ts') + readdirSync(join(CHECKOUT, 'libs/platform/config')).filter((file) => file.endsWith('.ts')).map((file) => read(`libs/platform/config/${file}`)).join('') + read('apps/cli/src/commands/database.ts');
    const names = [...new Set(found(text, /^ {6}((?:GRIDLEDGER_|DATABASE_URL|EVENTSTORE_URL|PORT)\w*):/gm))];
    expect(names).toEqual(expect.arrayContaining(['DATABASE_URL', 'PORT']));
    for (const setting of names) expect(settings).toContain(`'${setting}'`);
    for (const variable of found(text, /\$\{(\w+)\}/g)) expect(text).toMatch(new RegExp(`\\$\\{${variable}:\\?`));
    const filled = Object.fromEntries([...app.matchAll(/^ {6}([A-Z_]+): (\S+)$/gm)].map(([, key, value]) => [key, value.replace(/\$\{(\w+):-([^}]*)\}/g, '$2').replace(/\$\{\w+\}/g, 'secret')]));
    expect(readConfig(filled)).toMatchObject({ port: 3000, databaseUrl: expect.stringContaining('@database:5432/') });
  });

  it('asks a path that the service has, at the port that it is given, whether it lives', () => {
    const [, port, path] = /fetch\('http:\/\/127\.0\.0\.1:(\d+)\/([\w/]+)'\)/.exec(app)!;
    expect(app).toContain(`PORT: ${port}`);
    const [controller, method] = path.split('/');
    const code = read('apps/api/src/service/health.controller.ts');
    expect(code).toContain(`@Controller('${controller}')`);
    expect(code).toContain(`@Get('${method}')`);
  });

  it('declares the volumes and networks that it uses, and waits for services that are there', () => {
    const declared = new Set(found(/^volumes:\n((?: {2}.*\n)+)/m.exec(text)![1], /^ {2}(\w+):/gm));
    const used = new Set(found(text, /^ {6}- (\w+):\//gm));
    expect(used).toEqual(declared);
    const services = found(text.slice(text.indexOf('\nservices:')), /^ {2}(\w+):$/gm);
    for (const waited of found(text, /^ {6}(\w+):\n {8}condition:/gm)) expect(services).toContain(waited);
  });

  it('runs commands that there are', () => {
    for (const file of found(text, /(apps\/cli\/bin\/\w+\.mjs)/g)) expect(existsSync(join(CHECKOUT, file))).toBe(true);
    for (const file of found(text, /dockerfile: (\S+)/g)) expect(existsSync(join(CHECKOUT, file))).toBe(true);
    for (const file of found(text, /(docs\/[\w/.-]+\.md)/g)) expect(existsSync(join(CHECKOUT, file))).toBe(true);
  });
});

describe('docker/eventstoredb.compose.yaml', () => {
  it('names the three nodes alike in addresses, certificates, seeds and the address of the application', () => {
    const text = read('docker/eventstoredb.compose.yaml');
    const port = /EVENTSTORE_NODE_PORT: (\d+)/.exec(text)![1];
    const nodes = found(text, /EVENTSTORE_NODE_IP: ([\d.]+)/g);
    expect(nodes).toHaveLength(3);
    expect(found(text, /ipv4_address: ([\d.]+)/g)).toEqual(nodes);
    expect(found(text, /-ip-addresses 127\.0\.0\.1,([\d.]+)/g)).toEqual(nodes);
    nodes.forEach((node, i) => {
      const others = nodes.filter((other) => other !== node).map((other) => `${other}:${port}`);
      expect(found(text, /EVENTSTORE_GOSSIP_SEED: (\S+)/g)[i]).toBe(others.join(','));
    });
    expect(text).toContain(`@${nodes.map((node) => `${node}:${port}`).join(',')}?tlsCAFile=/trusted/ca.crt`);
    // TLS everywhere: each node with a certificate and key of its own, all under one authority, and nowhere switched off.
    for (const n of [1, 2, 3]) {
      expect(text).toContain(`-out /certs/node${n} `);
      expect(text).toContain(`EVENTSTORE_CERTIFICATE_FILE: /certs/node${n}/node.crt`);
      expect(text).toContain(`EVENTSTORE_CERTIFICATE_PRIVATE_KEY_FILE: /certs/node${n}/node.key`);
    }
    expect(text).toContain('EVENTSTORE_TRUSTED_ROOT_CERTIFICATES_PATH: /certs/ca');
    expect(text).not.toMatch(/EVENTSTORE_INSECURE|tls=false/);
  });
});

describe('docker/Dockerfile', () => {
  it('copies what is there and what its ignore file lets through, and starts what the package starts', () => {
    const text = read('docker/Dockerfile');
    const ignored = read('docker/Dockerfile.dockerignore');
    for (const line of found(text, /^COPY (.+)$/gm)) {
      for (const source of line.split(' ').slice(0, -1)) {
        expect(existsSync(join(CHECKOUT, source))).toBe(true);
        expect(ignored).toContain(`!${source.split('/')[0]}`);
      }
    }
    expect(text).toMatch(/^FROM node:\d+\.\d+\.\d+-[\w-]+(@sha256:[0-9a-f]{64})?$/m);
    for (const file of found(text, /(apps\/cli\/bin\/\w+\.mjs)/g)) expect(existsSync(join(CHECKOUT, file))).toBe(true);
  });
});
