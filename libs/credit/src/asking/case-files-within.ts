import type { CaseFile } from '../case-file/case-file.js';
import { isVoid } from '../case-file/case-file.js';

/** The region a customer belongs to by everything recorded; null where none is. Who may see a customer goes by this, whatever day is asked about. */
export function presentRegion({ facts }: CaseFile): string | null {
  const changed = facts.details?.findLast((fact) => fact.region !== undefined && !isVoid(fact));
  return changed?.region ?? facts.opened?.findLast((fact) => !isVoid(fact))?.region ?? null;
}

/** Whether a customer belongs to one of some regions; null: there is no such condition. */
export const isWithin = (file: CaseFile, regions: readonly string[] | null): boolean => {
  if (regions === null) return true;
  const region = presentRegion(file);
  return region !== null && regions.includes(region);
};

/** The case files of customers of some regions; whoever passes is noted in `seen`. */
export async function* caseFilesWithin(all: AsyncIterable<CaseFile[]>, regions: readonly string[] | null, seen?: Set<string>): AsyncGenerator<CaseFile[]> {
  for await (const files of all) {
    const some = regions === null ? files : files.filter((file) => isWithin(file, regions));
    for (const { customerNo } of some) seen?.add(customerNo);
    yield some;
  }
}
