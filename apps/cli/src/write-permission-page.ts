import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionPage } from '#access/table/permission-page.js';
import { CHECKOUT } from '#platform/kernel/checkout.js';

// Writes docs/permissions.md anew; a test compares it with the table.
writeFileSync(join(CHECKOUT, 'docs/permissions.md'), permissionPage());
