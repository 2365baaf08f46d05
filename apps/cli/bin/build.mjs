// Compiles the TypeScript of apps/, libs/ and test/ into dist/, only what changed since the last time.
// It runs by itself before every command, because `npm ci` alone must be enough and npm 11 runs no
// install scripts. Files are replaced atomically, so two processes may build at once.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const checkoutRoot = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const dist = join(checkoutRoot, 'dist');
const manifestFile = join(dist, '.manifest.json');

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* sources(path);
    } else if (entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts') && !entry.name.endsWith('.d.ts')) yield path;
  }
}

/** Compiles what changed; returns the number of files written. Throws the compiler's own message on a syntax error. */
export async function build() {
  let known = {};
  try {
    known = JSON.parse(readFileSync(manifestFile, 'utf8'));
  } catch {
    // A first build, or an unreadable manifest: everything is compiled.
  }
  const seed = createHash('sha256').update(readFileSync(fileURLToPath(import.meta.url))).digest('hex').slice(0, 12);
  const next = {};
  const stale = [];
  for (const top of ['apps', 'libs', 'test']) {
    for (const path of sources(join(checkoutRoot, top))) {
      const { mtimeMs, size } = statSync(path);
      const name = relative(checkoutRoot, path);
      next[name] = `${seed}:${mtimeMs}:${size}`;
      if (known[name] !== next[name]) stale.push(name);
    }
  }
  const gone = Object.keys(known).filter((name) => !next[name]);
  if (stale.length === 0 && gone.length === 0) return 0;
  for (const name of gone) rmSync(join(dist, name.replace(/\.ts$/, '.js')), { force: true });
  const { transform } = await import('@swc/core');
  await Promise.all(
    stale.map(async (name) => {
      const { code, map } = await transform(readFileSync(join(checkoutRoot, name), 'utf8'), {
        filename: join(checkoutRoot, name),
        sourceMaps: true,
        module: { type: 'es6' },
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
      });
      const target = join(dist, name.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      replace(`${target}.map`, map);
      replace(target, `${code}\n//# sourceMappingURL=${target.split(/[\\/]/).pop()}.map\n`);
    }),
  );
  replace(manifestFile, JSON.stringify(next));
  return stale.length;
}

function replace(path, text) {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(`${await build()} files compiled into dist/`);
}
