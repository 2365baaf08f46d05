/** Something that keeps a questionnaire from being published: where in the file, and why, as a full sentence. */
export interface QuestionnaireProblem {
  /** JSON path, such as `items[3].text.zh`. */
  readonly path: string;
  readonly message: string;
}

/** `items[3].text.zh` of ['items', 3, 'text', 'zh']. */
export function jsonPath(steps: readonly PropertyKey[]): string {
  let path = '';
  for (const step of steps) path += typeof step === 'number' ? `[${step}]` : `${path === '' ? '' : '.'}${String(step)}`;
  return path || '(the file)';
}
