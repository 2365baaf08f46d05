import type { Item, Questionnaire } from '../questionnaires/questionnaire-schema.js';

/** Items that are asked together under one heading. */
export interface FormSection {
  /** The construct that they belong to, or else the module; null where there is neither. */
  readonly of: { readonly id: string; readonly name: Readonly<Record<string, string>> } | null;
  /** What they are for, where it is not what the construct is rated by. */
  readonly role: Item['role'];
  readonly items: readonly Item[];
}

/** What is asked on one page of the form. */
export interface FormPage {
  readonly sections: readonly FormSection[];
  /** Importance and expectation: whoever has come so far may send and leave these out. */
  readonly extra: boolean;
}

/** More would be tiring on a phone. A section is kept together where it fits. */
const MOST_ON_PAGE = 9;
const MOST_EXTRA_ON_PAGE = 11;

const isExtra = ({ role }: Item): boolean => role === 'importance' || role === 'expectation';

/**
 * The pages of a questionnaire, in its order, but for free text, which comes before the pages that may be left out. An
 * item that hangs on an answer stands on a later page than what it hangs on, so that no script is needed to ask it.
 */
export function formPages(questionnaire: Questionnaire): FormPage[] {
  const main = questionnaire.items.filter((item) => !isExtra(item));
  const extra = questionnaire.items.filter(isExtra);
  return [...paged(sections(main, questionnaire), MOST_ON_PAGE, false), ...paged(sections(extra, questionnaire), MOST_EXTRA_ON_PAGE, true)];
}

export const itemsOf = ({ sections: all }: FormPage): Item[] => all.flatMap(({ items }) => items);

function sections(items: readonly Item[], { constructs, modules }: Questionnaire): FormSection[] {
  const made: { of: FormSection['of']; role: Item['role']; items: Item[] }[] = [];
  for (const item of items) {
    const of = isExtra(item) ? null : (constructs.find((one) => one.items.includes(item.id)) ?? modules.find((one) => one.indicators.includes(item.id)) ?? null);
    const role = item.role === 'recommendation' ? 'overall' : item.role;
    const last = made.at(-1);
    const together = last && last.role === role && last.of === of;
    if (together) last.items.push(item);
    else made.push({ of, role, items: [item] });
  }
  return made;
}

function paged(all: readonly FormSection[], most: number, extra: boolean): FormPage[] {
  const pages: { sections: FormSection[]; extra: boolean }[] = [];
  let ids = new Set<string>();
  const turn = (): void => {
    pages.push({ sections: [], extra });
    ids = new Set();
  };
  for (const section of all) {
    for (const part of parts(section, most)) {
      const hangs = (item: Item): boolean => item.showIf !== undefined && ids.has(item.showIf.item);
      if (pages.length === 0 || ids.size + part.items.length > most || part.items.some(hangs)) turn();
      pages[pages.length - 1].sections.push(part);
      for (const { id } of part.items) ids.add(id);
    }
  }
  return pages;
}

/** A section in parts that fit a page, none of which hangs on itself. */
function parts(section: FormSection, most: number): FormSection[] {
  const made: Item[][] = [];
  const size = Math.ceil(section.items.length / Math.ceil(section.items.length / most));
  for (const item of section.items) {
    const last = made.at(-1);
    if (!last || last.length >= size || last.some(({ id }) => id === item.showIf?.item)) made.push([item]);
    else last.push(item);
  }
  return made.map((items) => ({ ...section, items }));
}
