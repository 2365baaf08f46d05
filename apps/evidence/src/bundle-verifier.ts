import { join } from 'node:path';
import { build } from 'esbuild';
import { builtInEditionText } from '#credit/editions/built-in-edition.js';
import { editionHash } from '#credit/editions/publish-edition.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';
import type { JsonObject } from '#platform/kernel/canonical-json.js';

const HEAD = `// The stand-alone verifier of gridledger's evidence packages. Needs Node 20.19 or later and nothing else:
//   node verify.mjs DIR|FILE.zip --key KEY [--json] [--lang zh] [--authority CERTIFICATE.pem]
// Take it, and the key, from a source that you trust: a verifier that comes inside a package checks what its maker wants.`;

/** The verifier as one file without dependencies: the same for the same release. */
export async function bundleVerifier(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(CHECKOUT, 'dist/apps/evidence/src/verifier/verify.js')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'inline',
    banner: { js: HEAD },
    define: { BUILT_IN_EDITION_SHA256: JSON.stringify(editionHash(JSON.parse(builtInEditionText()) as JsonObject)) },
    absWorkingDir: CHECKOUT,
    logLevel: 'silent',
  });
  return outputFiles[0].text;
}
