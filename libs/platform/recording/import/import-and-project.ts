import type { EventStore } from '#platform/event-store/event-store.js';
import type { Progress, Projector } from '#platform/projecting/projector.js';
import { importFolder, type ImportOptions, type ImportProgress, type ImportReport, type ImportTools } from './import-folder.js';

/** Rows written before the read models are brought up again meanwhile: enough that most customers are met once. */
const ROWS_AT_A_TIME = 30_000;

/**
 * Imports a folder and brings the read models up to it. They follow while it is still being written, because writing
 * waits for the database where projecting computes. Throws as `importFolder` does, and what a projection threw.
 */
export async function importAndProject(
  folder: string,
  tools: ImportTools,
  { store, projector }: { readonly store: EventStore; readonly projector: Projector },
  options: ImportOptions & {
    readonly onProjected?: (progress: Progress) => void;
    /** Rows written before the read models follow. */
    readonly rowsAtATime?: number;
  },
): Promise<ImportReport> {
  let following: Promise<void> | null = null;
  let followed = 0;
  const follow = ({ phase, done }: ImportProgress): void => {
    if (phase !== 'writing' || following || done - followed < (options.rowsAtATime ?? ROWS_AT_A_TIME)) return;
    followed = done;
    // What fails here fails again, and is seen, when everything is brought up at the end.
    following = store
      .settle()
      .then(() => projector.catchUp())
      .catch(() => {})
      .finally(() => (following = null));
  };
  const report = await importFolder(folder, tools, {
    ...options,
    onProgress: (progress) => {
      options.onProgress?.(progress);
      follow(progress);
    },
  });
  await following;
  if (report.imported) await projector.catchUp(undefined, options.onProjected);
  return report;
}
