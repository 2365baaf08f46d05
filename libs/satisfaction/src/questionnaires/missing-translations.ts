import type { QuestionnaireProblem } from './questionnaire-problem.js';
import type { Questionnaire } from './questionnaire-schema.js';

/** Every text in every language of the questionnaire, and in no other: a page must never fall back in the middle. */
export function missingTranslations(questionnaire: Questionnaire): QuestionnaireProblem[] {
  const { languages } = questionnaire;
  return allTexts(questionnaire).flatMap(([path, texts]) => [
    ...languages.filter((language) => texts[language] === undefined).map((language) => ({ path: `${path}.${language}`, message: `The text in ${language} is missing.` })),
    ...Object.keys(texts).filter((language) => !languages.includes(language)).map((language) => ({ path: `${path}.${language}`, message: `${language} is not among the languages of the questionnaire (${languages.join(', ')}).` })),
  ]);
}

function allTexts({ title, scales, items, constructs, modules }: Questionnaire): [path: string, texts: Record<string, string>][] {
  return [
    ['title', title],
    ...Object.entries(scales).flatMap(([name, scale]): [string, Record<string, string>][] => {
      if (scale.kind === 'rating') return [[`scales.${name}.low`, scale.low], [`scales.${name}.high`, scale.high]];
      return scale.kind === 'choice' ? scale.options.map(({ text }, i) => [`scales.${name}.options[${i}].text`, text]) : [];
    }),
    ...items.flatMap(({ name, text }, i): [string, Record<string, string>][] => [[`items[${i}].name`, name], [`items[${i}].text`, text]]),
    ...constructs.map(({ name }, i): [string, Record<string, string>] => [`constructs[${i}].name`, name]),
    ...modules.map(({ name }, i): [string, Record<string, string>] => [`modules[${i}].name`, name]),
  ];
}
