import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CHECKOUT } from '#platform/kernel/checkout.js';

// The laws of the corridors (docs/tour.md): who may import whom. Each law says what a newcomer needs to hear.

const RECORDING_ROOMS = ['customers', 'billing', 'safety', 'legal', 'cooperation', 'field-assessment'];
const ROOMS = [...RECORDING_ROOMS, 'credit', 'satisfaction', 'access', 'erasure'];
const NAMELESS = /(^|\/)(utils?|common|shared|helpers?|base|impl|dto|misc|index)(\/|\.ts$)/;

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
}

const files = (folder: string): string[] =>
  readdirSync(join(CHECKOUT, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? files(join(folder, entry.name)) : entry.name.endsWith('.ts') ? [join(folder, entry.name)] : [],
  );
const roomOf = (file: string): string => (file.startsWith('libs/') ? file.split('/')[1] : file.split('/')[0]);

const libraries = files('libs');
const imports: Import[] = libraries.flatMap((file) =>
  [...readFileSync(join(CHECKOUT, file), 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, target]) => ({ file, room: roomOf(file), target: libraryPath(file, target) })),
);

/** `#billing/events.js` and relative imports as paths of the checkout; packages as they are. */
function libraryPath(file: string, target: string): string {
  const alias = /^#([a-z-]+)\/(.*)\.js$/.exec(target);
  if (alias) return alias[1] === 'apps' ? `apps/${alias[2]}.ts` : alias[1] === 'platform' ? `libs/platform/${alias[2]}.ts` : `libs/${alias[1]}/src/${alias[2]}.ts`;
  return target.startsWith('.') ? relative(CHECKOUT, resolve(CHECKOUT, dirname(file), target)).replace(/\.js$/, '.ts') : target;
}

const broken = (law: (one: Import) => boolean): string[] =>
  imports.filter(law).map(({ file, target }) => `${file} imports ${target}`);

describe('the laws of the corridors', () => {
  it('a room that records imports nothing of another room but its events.ts, so that no cycle can form', () => {
    expect(broken(({ file, room, target }) =>
      [...RECORDING_ROOMS, 'access', 'erasure'].includes(room) && !file.endsWith('.spec.ts') && target.startsWith('libs/') && roomOf(target) !== room && roomOf(target) !== 'platform' && !target.endsWith('/src/events.ts'),
    )).toEqual([]);
  });
  it('the room that judges reads what others recorded through their events.ts alone', () => {
    expect(broken(({ file, room, target }) =>
      room === 'credit' && !file.endsWith('.spec.ts') && target.startsWith('libs/') && RECORDING_ROOMS.includes(roomOf(target)) && !target.endsWith('/src/events.ts'),
    )).toEqual([]);
  });
  it('the platform knows no room: technology serves every business alike', () => {
    expect(broken(({ file, room, target }) => room === 'platform' && !file.endsWith('.spec.ts') && target.startsWith('libs/') && roomOf(target) !== 'platform')).toEqual([]);
  });
  it('a library imports no entrance: apps open doors, they hold nothing that others need', () => {
    expect(broken(({ file, target }) => !file.endsWith('.spec.ts') && target.startsWith('apps/'))).toEqual([]);
  });
  it('rules, decisions and folds know no framework: Nest, TypeORM and pg stay at the rim', () => {
    const pure = /libs\/(credit\/src\/(rules|assessing|case-file)|[a-z-]+\/src\/(decisions|records))\//;
    expect(broken(({ file, target }) => pure.test(file) && !file.endsWith('.spec.ts') && /^(@nestjs|typeorm|pg$|rxjs|node:)/.test(target))).toEqual([]);
  });
  it('the rules read no clock, no random source and no environment', () => {
    const pure = libraries.filter((file) => /libs\/credit\/src\/(rules|assessing|case-file)\//.test(file));
    expect(pure.filter((file) => /Date\.now|new Date\(|Math\.random|process\.env|randomUUID/.test(readFileSync(join(CHECKOUT, file), 'utf8')))).toEqual([]);
  });
  it('what computes satisfaction knows no framework, no database and no clock, so that a verifier can compute it again', () => {
    const pure = /libs\/satisfaction\/src\/(questionnaires|answers|indices|model|themes|improving)\//;
    expect(broken(({ file, target }) => pure.test(file) && /^(@nestjs|typeorm|pg$|rxjs)/.test(target))).toEqual([]);
    expect(libraries.filter((file) => pure.test(file) && /Date\.now|new Date\(|Math\.random|process\.env|randomUUID/.test(readFileSync(join(CHECKOUT, file), 'utf8')))).toEqual([]);
  });
  it('what proves needs nothing but hashes and signatures: the verifier that stands alone is made of the same source', () => {
    expect(broken(({ file, target }) => file.startsWith('libs/platform/integrity/proof/') && !file.endsWith('.spec.ts') && target !== 'node:crypto' && !target.startsWith('libs/platform/integrity/proof/'))).toEqual([]);
  });
  it('names say something, and nothing hides behind a barrel', () => {
    expect([...libraries, ...files('apps'), ...files('test')].filter((file) => NAMELESS.test(file))).toEqual([]);
  });
  it('every room has its README', () => {
    expect(ROOMS.filter((room) => !readdirSync(join(CHECKOUT, 'libs', room, room === 'platform' ? '' : 'src')).includes('README.md'))).toEqual([]);
  });
});
